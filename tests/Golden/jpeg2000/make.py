"""Makes the codestreams of this folder: a made-up picture through opj_compress, some rearranged afterwards.

Needs numpy and the tools of OpenJPEG 2.5. Run in this folder; README.md says what the files are.
"""
import os
import struct
import subprocess

import numpy as np

W, H = 45, 37


def picture(bits, signed):
    """A slope, a bright box and noise that needs no generator, full range."""
    y, x = np.mgrid[0:H, 0:W]
    low = -(1 << (bits - 1)) if signed else 0
    span = (1 << bits) - 1
    value = low + span * (0.2 + 0.3 * x / W + 0.2 * np.sin(y / 5.0)) + (x * 7919 + y * 104729) % 37 * span / 2048
    value[8:20, 10:30] += span * 0.25
    return np.clip(np.rint(value), low, low + span).astype(np.int64)


def pixels(bits, signed):
    name = f"picture-{'s' if signed else 'u'}{bits}.raw"
    dtype = ("<i2" if signed else "<u2") if bits > 8 else ("i1" if signed else "u1")
    picture(bits, signed).astype(dtype).tofile(name)
    return name


def compress(name, options, bits=12, signed=False):
    source = pixels(bits, signed)
    os.replace(source, source + "l")
    subprocess.run(["opj_compress", "-i", source + "l", "-o", name + ".j2k", "-F", f"{W},{H},1,{bits},{'s' if signed else 'u'}"] + options.split(),
                   check=True, capture_output=True)
    os.replace(source + "l", source)


def read(name):
    with open(name + ".j2k", "rb") as file:
        return file.read()


def write(name, data):
    with open(name + ".j2k", "wb") as file:
        file.write(data)


def split(data):
    """Main header, and of each tile-part its SOT fields, header and data."""
    at = data.index(b"\xff\x90")
    main, parts = data[:at], []
    while data[at:at + 2] == b"\xff\x90":
        tile, length, number, count = struct.unpack(">HIBB", data[at + 4:at + 12])
        body = data[at + 12:at + length]
        sod = 0
        while body[sod:sod + 2] != b"\xff\x93":
            sod += 2 + struct.unpack(">H", body[sod + 2:sod + 4])[0]
        parts.append([tile, number, count, body[:sod], body[sod + 2:]])
        at += length
    return main, parts


def join(main, parts):
    out = main
    for tile, number, count, header, body in parts:
        out += struct.pack(">HHHIBB", 0xFF90, 10, tile, 14 + len(header) + len(body), number, count) + header + b"\xff\x93" + body
    return out + b"\xff\xd9"


def unpack_packets(body):
    """Headers (each with its EPH) and bodies (each with its SOP) of packets that have both markers."""
    headers, bodies = [], []
    for packet in body.split(b"\xff\x91\x00\x04")[1:]:
        number, rest = packet[:2], packet[2:]
        end = rest.index(b"\xff\x92") + 2
        headers.append(rest[:end])
        bodies.append(b"\xff\x91\x00\x04" + number + rest[end:])
    return b"".join(headers), b"".join(bodies)


def segment(marker, body):
    return struct.pack(">HH", marker, len(body) + 2) + body


def packed(name, in_main):
    """Moves packet headers into PPM or PPT, in two marker segments whose order is swapped."""
    compress(name, "-n 3 -t 32,32 -TP R -p RLCP -r 6,1 -SOP -EPH")
    main, parts = split(read(name))
    everything = b""
    for part in parts:
        headers, part[4] = unpack_packets(part[4])
        if in_main:
            everything += struct.pack(">I", len(headers)) + headers
        else:
            cut, number = len(headers) // 2, 2 * part[1]
            part[3] += segment(0xFF61, bytes([number + 1]) + headers[cut:]) + segment(0xFF61, bytes([number]) + headers[:cut])
    if in_main:
        cut = len(everything) // 2
        main += segment(0xFF60, b"\x01" + everything[cut:]) + segment(0xFF60, b"\x00" + everything[:cut])
    write(name, join(main, parts))


def interleaved(name):
    """Tile-parts of all tiles in turn."""
    compress(name, "-n 4 -t 20,20 -TP R -p RPCL -TLM -PLT")
    main, parts = split(read(name))
    at = main.index(b"\xff\x55")
    main = main[:at] + main[at + 2 + struct.unpack(">H", main[at + 2:at + 4])[0]:]
    parts.sort(key=lambda part: (part[1], part[0]))
    write(name, join(main, parts))


def overridden(name):
    """COD and QCD with other parameters, and COC and QCC with the right ones before them."""
    compress(name, "-n 3 -b 16,16 -M 8")
    main, parts = split(read(name))
    at = main.index(b"\xff\x52")
    cod = main[at + 4:at + 14]
    wrong = cod[:5] + bytes([5, 4, 4, 0, 0])
    main = main.replace(segment(0xFF52, cod), segment(0xFF53, b"\x00\x00" + cod[5:]) + segment(0xFF52, wrong))
    at = main.index(b"\xff\x5c")
    length = struct.unpack(">H", main[at + 2:at + 4])[0]
    qcd = main[at + 4:at + 2 + length]
    main = main.replace(segment(0xFF5C, qcd), segment(0xFF5D, b"\x00" + qcd) + segment(0xFF5C, b"\x22" + b"\x77\x77" * 16))
    write(name, join(main, parts))


def progressions_in_tile(name):
    """Six packets in three progressions whose blocks overlap: what one has sent the next leaves out."""
    compress(name, "-n 3 -r 6,1 -p LRCP -SOP")
    main, parts = split(read(name))
    packets = [b"\xff\x91\x00\x04" + packet for packet in parts[0][4].split(b"\xff\x91\x00\x04")[1:]]
    changes = [(0, 0, 1, 3, 1, 0), (2, 0, 2, 3, 1, 1), (0, 0, 9, 33, 1, 2)]
    parts[0][3] += segment(0xFF5F, b"".join(struct.pack(">BBHBBB", *change) for change in changes))
    parts[0][4] = b"".join(packets[i] for i in (0, 1, 2, 5, 3, 4))
    write(name, join(main, parts))


def region_in_tile(name):
    """RGN of the second tile alone: taken out of the main header, which would lower the others too."""
    compress(name, "-n 3 -t 23,37 -ROI c=0,U=14")
    main, parts = split(read(name))
    at = main.index(b"\xff\x5e")
    rgn = main[at:at + 7]
    main = main.replace(rgn, b"")
    for part in parts:
        part[3] = rgn + part[3]
    write(name, join(main, parts))


def lossy(name, options, bits=12, signed=False):
    compress(name, options, bits, signed)
    subprocess.run(["opj_decompress", "-i", name + ".j2k", "-o", name + ".rawl"], check=True, capture_output=True)
    os.replace(name + ".rawl", name + ".raw")
    return name + ".raw"


CASES = {
    "bypass": "-n 4 -M 1",
    "bypass-terminated": "-n 3 -M 5",
    "causal": "-n 4 -M 8",
    "all-styles": "-n 4 -M 63",
    "reset-predictable": "-n 3 -M 18",
    "blocks-4x4": "-n 2 -b 4,4",
    "blocks-4x1024": "-n 1 -b 4,1024",
    "precincts-cprl": "-n 4 -p CPRL -c [16,16],[8,8] -r 20,4,1 -SOP -EPH",
    "offsets-pcrl": "-n 4 -p PCRL -d 13,7 -t 20,16 -T 5,3 -c [16,16]",
    "offsets-rpcl": "-n 5 -p RPCL -d 101,203 -t 30,30 -T 99,190 -r 8,1",
    "tile-parts": "-n 3 -t 32,32 -TP L -p LRCP -r 10,3,1 -TLM -PLT",
    "poc-resolutions": "-n 5 -r 20,5,1 -P T1=0,0,3,2,1,LRCP/T1=2,0,3,5,1,RPCL",
    "no-levels": "-n 1",
    "roi": "-n 3 -ROI c=0,U=14",
}

if __name__ == "__main__":
    rows = []
    for case, options in CASES.items():
        compress(case, options)
        rows.append((case, 12, "u", 0, "picture-u12.raw"))
    for case, maker in (("ppm", lambda n: packed(n, True)), ("ppt", lambda n: packed(n, False)), ("interleaved", interleaved),
                        ("overridden", overridden), ("poc-in-tile", progressions_in_tile), ("roi-in-tiles", region_in_tile)):
        maker(case)
        rows.append((case, 12, "u", 0, "picture-u12.raw"))
    for case, bits, signed in (("bits-2", 2, False), ("bits-8-signed", 8, True), ("bits-14-signed", 14, True), ("bits-16", 16, False)):
        compress(case, "-n 4", bits, signed)
        rows.append((case, bits, "s" if signed else "u", 0, f"picture-{'s' if signed else 'u'}{bits}.raw"))
    for case, options in (("irreversible", "-n 4 -I"), ("irreversible-rate", "-n 5 -I -r 12"), ("irreversible-tiles", "-n 4 -I -d 7,9 -t 21,17 -T 3,4 -M 9 -r 4"),
                          ("reversible-rate", "-n 4 -r 6"), ("irreversible-roi", "-n 3 -I -ROI c=0,U=12")):
        rows.append((case, 12, "u", 0 if case == "reversible-rate" else 1, lossy(case, options)))
    with open("cases.csv", "w", newline="\n") as file:
        file.write("name,bits,sign,tolerance,expected\n")
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)
