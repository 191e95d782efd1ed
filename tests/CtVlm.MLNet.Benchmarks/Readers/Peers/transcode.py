"""Writes a folder of uncompressed DICOM files again in another transfer syntax, under the same names.

usage: transcode.py SOURCE DESTINATION UID

GDCM compresses; pydicom deflates.
"""
import os
import sys

import gdcm
import pydicom

gdcm.Trace.WarningOff()
DEFLATED = "1.2.840.10008.1.2.1.99"
COMPRESSED = {
    "1.2.840.10008.1.2.4.70": gdcm.TransferSyntax.JPEGLosslessProcess14_1,
    "1.2.840.10008.1.2.4.80": gdcm.TransferSyntax.JPEGLSLossless,
    "1.2.840.10008.1.2.4.90": gdcm.TransferSyntax.JPEG2000Lossless,
    "1.2.840.10008.1.2.5": gdcm.TransferSyntax.RLELossless,
}


def compress(source, destination, syntax):
    reader = gdcm.ImageReader()
    reader.SetFileName(source)
    if not reader.Read():
        sys.exit("GDCM cannot read " + os.path.basename(source))
    change = gdcm.ImageChangeTransferSyntax()
    change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
    change.SetInput(reader.GetImage())
    if not change.Change():
        sys.exit("GDCM cannot compress " + os.path.basename(source))
    writer = gdcm.ImageWriter()
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    writer.SetFileName(destination)
    if not writer.Write():
        sys.exit("GDCM cannot write " + os.path.basename(destination))


def deflate(source, destination):
    dataset = pydicom.dcmread(source)
    dataset.file_meta.TransferSyntaxUID = DEFLATED
    dataset.save_as(destination, write_like_original=False)


def main(source, destination, uid):
    if uid != DEFLATED and uid not in COMPRESSED:
        sys.exit("unknown transfer syntax %r, known: %s" % (uid, ", ".join([DEFLATED, *COMPRESSED])))
    os.makedirs(destination, exist_ok=True)
    for name in sorted(os.listdir(source)):
        paths = os.path.join(source, name), os.path.join(destination, name)
        if uid == DEFLATED:
            deflate(*paths)
        else:
            compress(*paths, COMPRESSED[uid])


main(*sys.argv[1:])
