"""What is kept between audits."""
