"""Word files of the tests: a contract with everything that editing leaves in a file, and a plain one."""

from __future__ import annotations

import io
import zipfile

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>
<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>
<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>
</Types>"""
_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_DOCUMENT_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>
<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>
<Relationship Id="rId6" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.org/rules" TargetMode="External"/>
</Relationships>"""
_STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="Normal"/></w:style></w:styles>"""
_NUMBERING = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_FOOTNOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Прайс-лист размещён в офисе.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
_HEADER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Мастерская «Кедр»</w:t></w:r></w:p></w:hdr>"""
_COMMENTS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:comments xmlns:w="{W}"><w:comment w:id="4" w:author="Юрист" w:date="2026-01-10T10:00:00Z" w:initials="Ю">
<w:p><w:r><w:t>Проверьте сумму.</w:t></w:r></w:p></w:comment></w:comments>"""


def run(words: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>" if properties else f"<w:p>{content}</w:p>"


def counted(content: str, level: int) -> str:
    return paragraph(
        content, f'<w:pStyle w:val="Clause"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    )


_BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>Исполнитель не отвечает за недостатки, найденные после выдачи техники.</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
_BODY = "".join(
    [
        paragraph(run("ДОГОВОР бытового ремонта № 8", "<w:b/>"), '<w:jc w:val="center"/>'),
        paragraph(run("г. Пермь, 12 января 2026 г.")),
        paragraph(
            run("ООО «Кедр», именуемое в дальнейшем «Мастерская», и гражданка Зимина Ольга Ивановна, паспорт 5700 ")
            + run("111111, именуемая в дальнейшем «Клиент», для личных нужд, заключили Договор.")
        ),
        counted(run("Предмет", "<w:b/>"), 0),
        counted(run("Мастерская обязуется ") + run("отремонтировать", "<w:i/>") + run(" холодильник Клиента."), 1),
        counted(run("Цена и оплата", "<w:b/>"), 0),
        counted(
            '<w:commentRangeStart w:id="4"/>' + run("Цена ремонта 6 000 рублей") + '<w:commentRangeEnd w:id="4"/>'
            '<w:r><w:commentReference w:id="4"/></w:r>' + run(", НДС не облагается.")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>',
            1,
        ),
        counted(
            run("Пред") + run("оплата при отказе Кли", "<w:b/>") + run("ента от ремонта возврату не под")
            + run("лежит", "<w:u w:val=\"single\"/>") + run("."),
            1,
        ),
        counted(
            run("Клиент платит ")
            + '<w:ins w:id="31" w:author="Юрист" w:date="2026-01-10T10:00:00Z">' + run("наличными ") + "</w:ins>"
            + '<w:del w:id="32" w:author="Юрист" w:date="2026-01-10T10:00:00Z"><w:r><w:delText>картой </w:delText></w:r></w:del>'
            + run("в день получения техники."),
            1,
        ),
        counted(run("Права сторон", "<w:b/>"), 0),
        counted(
            run("Мастерская вправе в одностороннем порядке изменить цену ремонта по ")
            + '<w:hyperlink r:id="rId6" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            + run("правилам на сайте", '<w:color w:val="0000FF"/>') + "</w:hyperlink>" + run(".") + _BOX,
            1,
        ),
        counted(run("Споры", "<w:b/>"), 0),
        counted(run("Споры рассматриваются в суде по месту нахождения Мастерской."), 1),
        paragraph(run("Реквизиты и подписи Сторон", "<w:b/>")),
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
        "<w:tc><w:tcPr/>" + paragraph(run("Мастерская: ООО «Кедр», ИНН 5900000000")) + "</w:tc>"
        "<w:tc><w:tcPr/>" + paragraph(run("Клиент: Зимина О. И.")) + paragraph(run("____________")) + "</w:tc>"
        "</w:tr></w:tbl>",
        paragraph(""),
        '<w:sectPr><w:headerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'w:type="default" r:id="rId4"/></w:sectPr>',
    ]
)  # fmt: skip


def edited_contract() -> bytes:
    """Return a consumer contract with counted clauses, split runs, changes, comments, notes, a box and a table."""
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}"><w:body>{_BODY}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": document,
        "word/_rels/document.xml.rels": _DOCUMENT_RELS, "word/styles.xml": _STYLES, "word/numbering.xml": _NUMBERING,
        "word/footnotes.xml": _FOOTNOTES, "word/header1.xml": _HEADER, "word/comments.xml": _COMMENTS,
        "customXml/item1.xml": "<kept>as it was</kept>",
    }  # fmt: skip
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


RUSSIAN = """ДОГОВОР № 21/2026 оказания услуг
г. Вологда, 2 февраля 2026 г.
ООО «Лён», именуемое в дальнейшем «Подрядчик», и ООО «Озеро», именуемое в дальнейшем «Покупатель», заключили Договор.
1. Предмет Договора
1.1. Подрядчик обязуется оказать услуги по ведению бухгалтерского учёта, а Покупатель обязуется оплатить их.
1.2. Перечень услуг приведён в Приложении № 1.
2. Цена и порядок оплаты
2.1. Цена услуг составляет 40 000 рублей в месяц, НДС не облагается.
2.2. Покупатель оплачивает услуги до 5 числа следующего месяца на счёт Подрядчика.
3. Ответственность Сторон
3.1. Стороны отвечают по закону.
4. Заключительные положения
4.1. Договор действует до 31 декабря 2026 года.
5. Реквизиты и подписи Сторон
Подрядчик: ООО «Лён», ИНН 3525000000
Покупатель: ООО «Озеро», ИНН 3525000001"""
ENGLISH = """SERVICES AGREEMENT No. 77
This Agreement is made on 5 March 2026 between Flax Ltd (the "Company") and Lake Ltd (the "Customer").
1. Services
1.1. The Company shall keep the accounts of the Customer as listed in Schedule 1.
2. Fees
2.1. The fee is $900 per month. The Customer shall pay each invoice within 30 days of receipt.
3. Liability
3.1. Each party is liable as provided by law.
4. General
4.1. This Agreement continues until 31 December 2026.
IN WITNESS WHEREOF the parties have signed this Agreement.
Flax Ltd: ____________ Lake Ltd: ____________"""


def plain(text: str) -> bytes:
    """Return a Word file with a paragraph for each line."""
    paper = docx.Document()
    for line in text.splitlines():
        paper.add_paragraph(line)
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()
