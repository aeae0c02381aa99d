"""How does a picture become a page to print? Only the child process may import this (Pillow)."""

import io
import zlib

from PIL import Image

POINTS_AN_INCH = 72


def page(picture: Image.Image, *, dots_an_inch: int, colours: int) -> bytes:
    """One page of the picture's size, as PDF 1.4 (ISO 32000-1, 8.9.5 and 7.5.4).

    Of few colours and without loss: Pillow would write it as JPEG, whose blur eats into a QR code.
    """
    few = picture.quantize(colours, dither=Image.Dither.NONE)
    palette = bytes(few.getpalette() or ())[: colours * 3]
    pixels = zlib.compress(few.tobytes(), 9)
    width = picture.width * POINTS_AN_INCH / dots_an_inch
    height = picture.height * POINTS_AN_INCH / dots_an_inch
    drawing = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Poster Do Q".encode()
    image = (
        f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} "
        f"/ColorSpace [/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>] "
        "/BitsPerComponent 8 /Filter /FlateDecode"
    )
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
            "/Resources << /XObject << /Poster 5 0 R >> >> /Contents 4 0 R >>"
        ).encode(),
        _stream("", drawing),
        _stream(image, pixels),
    )


def _stream(entries: str, content: bytes) -> bytes:
    head = f"<< {entries} /Length {len(content)} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def _file(*objects: bytes) -> bytes:
    """The objects with the table that says where each begins."""
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    table = file.tell()
    file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        file.write(f"{place:010} 00000 n \n".encode())
    file.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode())
    file.write(f"startxref\n{table}\n%%EOF\n".encode())
    return file.getvalue()
