"""Files that people might bring as evidence, made here."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def upload(name, content):
    return SimpleUploadedFile(name, content)


def archive(members, *, locked=False):
    """A zip archive of these members; ``locked`` marks each as encrypted."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    content = data.getvalue()
    # The flag of an entry of the directory stands at its byte 8.
    plain, secret = b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    return content.replace(plain, secret) if locked else content


def member_name(word):
    """``word__vbaProject_bin`` as ``word/vbaProject.bin``."""
    stem, _, extension = word.replace("__", "/").rpartition("_")
    return f"{stem}.{extension}"


def docx(**more):
    """A Word file, with further members by name (``word__vbaProject_bin``)."""
    members = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
    return archive(members | {member_name(name): content for name, content in more.items()})


def xlsx():
    return archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})


def odt(**more):
    members = {"mimetype": ODT_TYPE, "content.xml": "<content/>"}
    return archive(members | {member_name(name): content for name, content in more.items()})
