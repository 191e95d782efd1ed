"""Reads a folder of DICOM files as Python users do, all files in this one process, and tells how long that takes.

usage: peers.py pydicom|gdcm|pydicom-headers FOLDER

Each line of standard input is a command, each is answered by one line:
    versions  ->  what reads, with versions
    check     ->  number of files, SHA-256 of what was read
    round     ->  seconds of wall time, seconds of processor time

pydicom and gdcm give each slice as float32, stored value * slope + intercept, in an array that all slices share; the files lie in FOLDER, in
the order of their names. The hash is that of the arrays' bytes, one after the other.
pydicom-headers reads all files below FOLDER up to their pixels and sorts them by series. The hash is that of the sorted lines
"path relative to FOLDER, space, SeriesInstanceUID".

The process keeps to one core: GDCM's OpenJPEG would otherwise decode a frame on all of them, whatever it is asked.
"""
import hashlib
import os
import sys
import time

import gdcm
import numpy as np
import pydicom

os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
gdcm.Trace.WarningOff()
GDCM_TYPES = {
    gdcm.PixelFormat.UINT8: np.uint8,
    gdcm.PixelFormat.INT8: np.int8,
    gdcm.PixelFormat.UINT12: np.uint16,
    gdcm.PixelFormat.UINT16: np.uint16,
    gdcm.PixelFormat.INT16: np.int16,
}


def rescale(stored, slope, intercept, hu):
    """One pass less, and no array made, compared with stored * slope + intercept."""
    np.multiply(stored, np.float32(slope), out=hu, dtype=np.float32, casting="unsafe")
    hu += np.float32(intercept)


def read_pydicom(path, hu):
    dataset = pydicom.dcmread(path)
    stored = dataset.pixel_array
    hu = hu if hu is not None and hu.shape == stored.shape else np.empty(stored.shape, np.float32)
    rescale(stored, float(dataset.RescaleSlope), float(dataset.RescaleIntercept), hu)
    return hu


def read_gdcm(path, hu):
    reader = gdcm.ImageReader()
    reader.SetFileName(path)
    if not reader.Read():
        sys.exit("GDCM cannot read " + os.path.basename(path))
    image = reader.GetImage()
    # The bindings give bytes as text, in which every byte above 127 is a lone surrogate.
    data = image.GetBuffer().encode("utf-8", "surrogateescape")
    shape = (image.GetDimension(1), image.GetDimension(0))
    stored = np.frombuffer(data, GDCM_TYPES[image.GetPixelFormat().GetScalarType()]).reshape(shape)
    hu = hu if hu is not None and hu.shape == shape else np.empty(shape, np.float32)
    rescale(stored, image.GetSlope(), image.GetIntercept(), hu)
    return hu


def read_slices(read, folder, consume):
    names = sorted(os.listdir(folder))
    hu = None
    for name in names:
        hu = read(os.path.join(folder, name), hu)
        consume(hu)
    return len(names)


def read_headers(folder):
    series = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            series.setdefault(pydicom.dcmread(path, stop_before_pixels=True).SeriesInstanceUID, []).append(path)
    return series


def check(reader, folder):
    digest = hashlib.sha256()
    if reader == "pydicom-headers":
        lines = sorted(
            os.path.relpath(path, folder).replace(os.sep, "/") + " " + uid for uid, paths in read_headers(folder).items() for path in paths)
        digest.update("\n".join(lines).encode())
        count = len(lines)
    else:
        count = read_slices(READERS[reader], folder, lambda hu: digest.update(hu.astype("<f4", copy=False).tobytes()))
    return "%d %s" % (count, digest.hexdigest())


def time_round(reader, folder):
    wall, cpu = time.perf_counter(), time.process_time()
    if reader == "pydicom-headers":
        read_headers(folder)
    else:
        read_slices(READERS[reader], folder, lambda hu: None)
    return "%.9f %.9f" % (time.perf_counter() - wall, time.process_time() - cpu)


READERS = {"pydicom": read_pydicom, "gdcm": read_gdcm, "pydicom-headers": None}


def main(reader, folder):
    if reader not in READERS:
        sys.exit("unknown reader %r, known: %s" % (reader, ", ".join(READERS)))
    for line in sys.stdin:
        command = line.strip()
        if command == "versions":
            print("pydicom %s, GDCM %s, numpy %s, Python %s" % (
                pydicom.__version__, gdcm.Version.GetVersion(), np.__version__, sys.version.split()[0]), flush=True)
        elif command == "check":
            print(check(reader, folder), flush=True)
        elif command == "round":
            print(time_round(reader, folder), flush=True)
        else:
            sys.exit("unknown command %r" % command)


main(sys.argv[1], sys.argv[2])
