"""The tables of the history of audits.

What changes with every audit is small: one row for the audit and one for each file. What a file says - the marks of its
words, the outcomes of all rules with the words they rest on - is kept once for as long as it stays the same, under the
hash of itself. The text of a document is nowhere.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

METADATA = MetaData()

PORTFOLIO = Table(
    "portfolio", METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("audits", Integer, nullable=False),  # numbers given so far; changing it is what writers queue for
)  # fmt: skip

RULESET = Table(
    "ruleset", METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
    Column("version", String(100), nullable=False),
    Column("body", LargeBinary, nullable=False),  # every rule: section, severity, title, references to the law
)  # fmt: skip

AUDIT = Table(
    "audit", METADATA,
    Column("id", Integer, primary_key=True),
    Column("portfolio_id", ForeignKey("portfolio.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("as_of", String(10), nullable=False),
    Column("tool_version", String(50), nullable=False),
    Column("ruleset_id", ForeignKey("ruleset.id"), nullable=False),
    Column("profile", String(100), nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("score", Integer), Column("low", Integer), Column("high", Integer),
    Column("band", String(20), nullable=False),
    Column("coverage", Float, nullable=False),
    Column("previous", String(64), nullable=False),  # the digest of the audit before
    Column("digest", String(64), nullable=False),  # of everything recorded, the one before included
    UniqueConstraint("portfolio_id", "number"),
)  # fmt: skip

DOCUMENT = Table(
    "document", METADATA,
    Column("id", Integer, primary_key=True),
    Column("portfolio_id", ForeignKey("portfolio.id"), nullable=False, index=True),
)  # fmt: skip

BODY = Table(
    "body", METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", String(32), nullable=False, unique=True),
    Column("kept", LargeBinary, nullable=False),
)  # fmt: skip

APPEARANCE = Table(
    "appearance", METADATA,
    Column("audit_id", ForeignKey("audit.id"), primary_key=True),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("path", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("status", String(12), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("trace_id", ForeignKey("body.id")),
    Column("verdict_id", ForeignKey("body.id")),
)  # fmt: skip
Index("appearance_document", APPEARANCE.c.document_id)

BASELINE = Table(
    "baseline", METADATA,
    Column("id", Integer, primary_key=True),
    Column("portfolio_id", ForeignKey("portfolio.id"), nullable=False),
    Column("audit_id", ForeignKey("audit.id"), nullable=False),
    Column("reason", String, nullable=False),
    Column("author", String, nullable=False),
    Column("given", String(10), nullable=False),
    Column("until", String(10), nullable=False),
)  # fmt: skip

ASSIGNMENT = Table(
    "assignment", METADATA,
    Column("portfolio_id", ForeignKey("portfolio.id"), primary_key=True),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("subject", String(64), primary_key=True),
    Column("rule", String(120), primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("due", String(10), nullable=False),
    Column("given", String(10), nullable=False),
)  # fmt: skip
