"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _audits()
    _files()
    _decisions()


def _audits() -> None:
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("audits", sa.Integer, nullable=False),
    )
    op.create_table(
        "ruleset",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("version", sa.String(100), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("portfolio_id", sa.Integer, sa.ForeignKey("portfolio.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("as_of", sa.String(10), nullable=False),
        sa.Column("tool_version", sa.String(50), nullable=False),
        sa.Column("ruleset_id", sa.Integer, sa.ForeignKey("ruleset.id"), nullable=False),
        sa.Column("profile", sa.String(100), nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("low", sa.Integer),
        sa.Column("high", sa.Integer),
        sa.Column("band", sa.String(20), nullable=False),
        sa.Column("coverage", sa.Float, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.UniqueConstraint("portfolio_id", "number"),
    )


def _files() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("portfolio_id", sa.Integer, sa.ForeignKey("portfolio.id"), nullable=False, index=True),
    )
    op.create_table(
        "body",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(32), nullable=False, unique=True),
        sa.Column("kept", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "appearance",
        sa.Column("audit_id", sa.Integer, sa.ForeignKey("audit.id"), primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("trace_id", sa.Integer, sa.ForeignKey("body.id")),
        sa.Column("verdict_id", sa.Integer, sa.ForeignKey("body.id")),
    )
    op.create_index("appearance_document", "appearance", ["document_id"])


def _decisions() -> None:
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("portfolio_id", sa.Integer, sa.ForeignKey("portfolio.id"), nullable=False),
        sa.Column("audit_id", sa.Integer, sa.ForeignKey("audit.id"), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("given", sa.String(10), nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
    )
    op.create_table(
        "assignment",
        sa.Column("portfolio_id", sa.Integer, sa.ForeignKey("portfolio.id"), primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("subject", sa.String(64), primary_key=True),
        sa.Column("rule", sa.String(120), primary_key=True),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("due", sa.String(10), nullable=False),
        sa.Column("given", sa.String(10), nullable=False),
    )
