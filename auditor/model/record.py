"""What registers, letters, chats and notes record, one entry each; and papers as the other rooms need them."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.model.profile import Span


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of a record in which something that matters was recognised: a promise, a request, an answer."""

    topic: str
    quote: str
    span: Span
    dates: tuple[str, ...] = ()
    """Days named in the sentence, ISO 8601; a day without a year is completed from the record's own date."""
    amounts: tuple[str, ...] = ()
    """Amounts, percentages and numbers of things, levelled: ``5000 RUB``, ``10 %``, ``12``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a record."""

    text: str
    """The words as they stand; empty where the cell is."""
    value: str = ""
    """The same levelled: a date as ISO 8601, a time as HH:MM, yes or no, a number; empty where it cannot be read."""
    vague: bool = False
    """Whether the words say nothing: «менеджер», «вопрос»."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row, letter, message or note."""

    kind: str
    """The kind of table or record: ``interaction``, ``complaint``, ``grant``, ``use``, ``person`` ..."""
    id: str
    """What the file calls it, else its number in the file."""
    span: Span
    """Its words in the document's text."""
    quote: str
    """Its words, verbatim, cut where they are long."""
    cells: dict[str, Cell] = field(default_factory=dict)
    """By the id of the column; a column that the table does not have is not among them."""
    says: tuple[Saying, ...] = ()
    place: str | None = None
    """The cell where it begins, ``Sheet1!A7``, or the mark of the message."""
    page: int | None = None
    paragraph: int | None = None
    table: str = ""
    """The table it stands in."""
    channel: str = ""
    """How the parties spoke: call, meeting, letter, chat; empty where it is not told."""

    def text(self, column: str) -> str:
        """Return the words of a column; empty where there are none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def value(self, column: str) -> str:
        """Return the levelled content of a column; empty where there is none."""
        cell = self.cells.get(column)
        return cell.value if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was recognised, with what was not understood of it."""

    id: str
    kind: str
    name: str
    """The sheet or the title of the table."""
    columns: dict[str, str]
    """Column id to its heading as it stands."""
    unknown: tuple[str, ...] = ()
    """Headings that were not recognised."""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Who:
    """A person or an organisation named in a paper."""

    name: str
    inn: str | None = None
    side: str | None = None
    """client or provider, where the paper tells."""
    nature: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What the matter must know of a document: who, when, which contract, what it promises and confirms."""

    kind: str
    title: str = ""
    number: str | None = None
    amends: str | None = None
    date: str | None = None
    regime: str = "unknown"
    parties: tuple[Who, ...] = ()
    ends: str | None = None
    """The last day of a contract's term, ISO 8601."""
    begins: str | None = None
    numbers: tuple[str, ...] = ()
    """Numbers of contracts that the text names."""
    inns: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    provider_mails: tuple[str, ...] = ()
    """Those of them that stand with the provider's name."""
    client_mails: tuple[str, ...] = ()
    """Those that stand with the client's."""
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    price: str = ""
    """The largest sum that stands with the price, ``520000 RUB``; empty where none does."""
    annexes: tuple[tuple[str, Span], ...] = ()
    """Annexes that the text refers to, with the place, and that the file itself does not hold."""
    references: tuple[tuple[str, str], ...] = ()
    """The same annexes with the words in which they are named."""
    reply_days: int | None = None
    """Days in which a claim is answered, as the paper says; None where it does not."""
    reply_unit: str = ""
    """``working`` or ``calendar``; empty where the paper does not say which."""
    reply_words: str = ""
    """The sentence that says so."""
    reply_at: int | None = None
    """Where the sentence begins in the document's text."""
    russian_law: bool | None = None
    """Whether Russian law governs; None where the paper does not tell."""
    own_number: str = ""
    """The number of an amendment or an annex itself: «2»."""
    opening: str = ""
    """The first words, for names that no rule of parties finds."""
    names: tuple[str, ...] = ()
    """Names of persons and organisations that stand in the text."""
    says: tuple[Saying, ...] = ()
    topics: tuple[str, ...] = ()
    """Topics of the lexicon that the text speaks about."""

    def reference(self, label: str) -> str:
        """Return the words in which an annex is named; empty where it is not."""
        return dict(self.references).get(label, "")
