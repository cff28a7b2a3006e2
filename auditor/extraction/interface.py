"""What a reader takes and gives, and the words for what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from auditor.model.document import Block, Coverage, Document, Sign, Unreadable
from auditor.model.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file under the name that the report gives it."""

    label: str
    data: bytes
    sha256: str
    size: int
    """Bytes."""
    beat: Callable[[int], None] = field(default=lambda pages: None, compare=False)
    """A sign of life that a reader gives now and then, with the number of pages it knows of."""
    ocr: bool = False
    """Whether pictures of text are to be recognised."""
    passwords: tuple[str, ...] = ()
    """Passwords that the user gave; none is ever guessed."""
    seconds: float = 600.0
    """Seconds that the file may take at most: a reader that needs more stops before and says what it left out."""


Reader = Callable[[Source], Document | Unreadable]

MESSAGES = {
    "encrypted": Text(
        "Файл защищён паролем или зашифрован. Снимите защиту или сохраните копию без неё и повторите проверку.",
        "The file is protected by a password or encrypted. Remove the protection or save a copy without it and check "
        "again.",
    ),
    "damaged": Text(
        "Файл повреждён или не соответствует своему формату. Откройте его в своей программе, сохраните заново "
        "и повторите проверку.",
        "The file is damaged or does not follow its format. Open it in its own program, save it again and check again.",
    ),
    "no_text_layer": Text(
        "На страницах есть изображение, но нет текста: это скан. Распознайте его (OCR) или дайте документ с текстом.",
        "The pages hold pictures but no text: this is a scan. Run text recognition (OCR) or supply the text.",
    ),
    "garbled": Text(
        "Текст страниц закодирован так, что его нельзя прочитать. Сохраните документ заново или распознайте его (OCR).",
        "The text of the pages is encoded so that it cannot be read. Save the document again or run OCR.",
    ),
    "truncated": Text(
        "Часть знаков файла не удалось прочитать. Сохраните файл в кодировке UTF-8 и повторите проверку.",
        "Some characters of the file could not be read. Save the file as UTF-8 and check again.",
    ),
    "unsupported": Text(
        "Этот вид файла пока не читается. Сохраните документ как PDF, DOCX или TXT и повторите проверку.",
        "This kind of file is not read yet. Save the document as PDF, DOCX or TXT and check again.",
    ),
    "other_document": Text(
        "Это документ вида, который не читается, например презентация. Сохраните его как PDF и повторите проверку.",
        "This is a document of a kind that is not read, such as a presentation. Save it as PDF and check again.",
    ),
    "empty": Text(
        "В файле нет текста. Проверьте, тот ли это файл.", "The file holds no text. Check whether it is the right file."
    ),
    "limit_size": Text(
        "Файл больше допустимого размера. Разделите его и повторите проверку.",
        "The file is larger than allowed. Split it and check again.",
    ),
    "limit_time": Text(
        "Чтение файла заняло слишком много времени и было прервано. Сохраните файл заново, разделите его или увеличьте "
        "предел seconds-most в auditor.toml и повторите проверку.",
        "Reading the file took too long and was stopped. Save the file again, split it or raise the limit seconds-most "
        "in auditor.toml, and check again.",
    ),
    "crashed": Text(
        "При чтении файла процесс аварийно завершился. Сохраните файл заново и повторите проверку.",
        "The process that read the file broke down. Save the file again and check again.",
    ),
    "unsafe": Text(
        "Файл объявляет сущности XML, каких в документах не бывает: так устроены файлы для взлома. Он не прочитан. "
        "Если он вам нужен, откройте его в своей программе и сохраните заново.",
        "The file declares XML entities, which documents do not have and attacks do. It was not read. "
        "If you need it, open it in its own program and save it again.",
    ),
    "limit_nesting": Text(
        "Части файла вложены друг в друга слишком глубоко. Сохраните его заново из своей программы.",
        "The parts of the file are nested too deeply. Save it again from its own program.",
    ),
    "limit_cells": Text(
        "В таблицах файла больше ячеек, чем читается; остальные не прочитаны. Разделите файл и повторите проверку.",
        "The tables of the file hold more cells than are read; the rest was not read. Split the file and check again.",
    ),
    "part_damaged": Text(
        "Часть файла повреждена и прочитана не до конца. Откройте файл в своей программе, сохраните заново "
        "и повторите проверку.",
        "A part of the file is damaged and was not read to its end. Open the file in its own program, save it again "
        "and check again.",
    ),
    "ambiguous": Text(
        "В файле две части под одним именем: какую из них покажет программа, неизвестно. Прочитана последняя. "
        "Откройте файл, убедитесь, что текст тот, и сохраните заново.",
        "Two parts of the file bear one name, and programs differ on which they show. The last one was read. "
        "Open the file, make sure that it is the right text, and save it again.",
    ),
    "misnamed": Text(
        "Внутри файла не то, что обещает его имя: так бывает, когда при выгрузке вместо документа сохранилась страница "
        "с ошибкой. Прочитано то, что есть. Откройте файл, убедитесь, что документ тот, и выгрузите его заново.",
        "The file does not hold what its name promises, as when an export saved the page of an error and not the "
        "document. What is there was read. Open the file, make sure that it is the right one, and export it again.",
    ),
    "no_access": Text(
        "Нет права на чтение файла. Дайте доступ и повторите проверку.",
        "The file may not be read. Grant access and check again.",
    ),
    "limit_memory": Text(
        "Чтение файла потребовало слишком много памяти и было прервано. Сохраните файл заново или разделите его.",
        "Reading the file needed too much memory and was stopped. Save the file again or split it.",
    ),
    "limit_depth": Text(
        "Архив или письмо вложены в другие слишком глубоко: то, что в них лежит, не раскрыто. Сохраните вложения "
        "отдельно и повторите проверку.",
        "The archive or letter is nested too deeply in others: what it holds was not opened. Save its files apart and "
        "check again.",
    ),
    "limit_entries": Text(
        "В архиве или почтовом ящике слишком много файлов; раскрыта только часть. Разделите его и повторите проверку.",
        "The archive or mailbox holds too many files; only a part was opened. Split it and check again.",
    ),
    "limit_unpacked": Text(
        "Содержимое архива или письма больше допустимого; раскрыта только часть. Распакуйте его и повторите проверку.",
        "The archive or letter holds more than allowed; only a part was opened. Unpack it and check again.",
    ),
    "no_space": Text(
        "На диске нет места для временных файлов, и вложенное раскрыто не всё. Освободите место или назовите другую "
        "папку в переменной TMPDIR и повторите проверку.",
        "The disk has no room for temporary files, so that not all that is packed here was opened. Free space or name "
        "another folder in the variable TMPDIR, and check again.",
    ),
    "no_unrar": Text(
        "Для этого архива RAR нужна программа unar или unrar. Установите её или перепакуйте архив в ZIP.",
        "This RAR archive needs the program unar or unrar. Install one, or pack the files as ZIP.",
    ),
    "poor_scan": Text(
        "Скан такого качества, что распознанному тексту нельзя верить. Отсканируйте чётче или дайте текст.",
        "The scan is so poor that its recognised text cannot be trusted. Scan it better or supply the text.",
    ),
    "no_ocr": Text(
        "На страницах изображение без текста, а распознавание не установлено. Установите пакеты tesseract-ocr и "
        "tesseract-ocr-rus или дайте документ с текстом.",
        "The pages hold pictures without text, and text recognition is not installed. Install the packages "
        "tesseract-ocr and tesseract-ocr-rus, or supply the text.",
    ),
    "interrupted": Text(
        "Проверка прервана раньше, чем дошла до этого файла. Запустите её снова: сделанное не пропадёт.",
        "The audit was interrupted before it reached this file. Run it again: what was done is kept.",
    ),
    "system_file": Text("Служебный файл системы, документом не является.", "A file of the system, not a document."),
    "small_picture": Text(
        "Маленький рисунок в тексте письма - логотип или счётчик; текста в нём нет, он не читался.",
        "A small picture in the text of a letter, such as a logo or a counter; it holds no text and was not read.",
    ),
    "mail_signature": Text(
        "Файл электронной подписи письма; читать в нём нечего.",
        "The file of a letter's electronic signature; there is nothing to read in it.",
    ),
    "link": Text(
        "Ссылка ведёт за пределы проверяемой папки, в никуда или на другую папку; она не читалась.",
        "A link that leads out of the audited folder, nowhere or to another folder; it was not read.",
    ),
    "no_file": Text(
        "Это не файл с содержимым, а канал, сокет или устройство; оно не читалось.",
        "This is no file with content but a pipe, a socket or a device; it was not read.",
    ),
}
"""What became of a file, for a person, with the remedy, by the stable code of the report."""


class UnreadableError(Exception):
    """A reader found that a file cannot or must not be read; the registry turns it into an ``Unreadable``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def refused(
    source: Source, reason: str, media_type: str = "application/octet-stream", pages: int | None = None
) -> Unreadable:
    """Return the file as not read, with the reason's code and its message."""
    return Unreadable(source.label, source.sha256, media_type, source.size, reason, MESSAGES[reason], pages)


def clean(text: str) -> str:
    """Return the text without control characters and lone surrogates, which no report may carry."""
    return _UNPRINTABLE.sub("", text)


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: only space and signs without width."""
    return not text.translate(_WITHOUT_WIDTH).strip()


def document(
    source: Source,
    media_type: str,
    blocks: Iterable[Block],
    signs: Iterable[Sign] = (),
    reason: str | None = None,
) -> Document | Unreadable:
    """Return what was read of a file, in part when there is a reason; a file without words is ``empty``."""
    kept = tuple(block for block in blocks if not is_blank(block.text))
    if not kept:
        return refused(source, "damaged" if reason == "part_damaged" else reason or "empty", media_type)
    return Document(
        path=source.label,
        sha256=source.sha256,
        media_type=media_type,
        size=source.size,
        blocks=kept,
        coverage=Coverage(),
        signs=tuple(signs),
        reason=reason,
        message=MESSAGES[reason] if reason else None,
    )
