using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of every failure of the reader, in one place. Messages hold file names and numbers, never a patient's data.</summary>
internal static class DicomThrow
{
    public static DicomException CannotRead(string file, Exception cause) =>
        new($"{file}: cannot be read ({(cause is UnauthorizedAccessException ? "access denied" : cause.GetType().Name)}).", cause);

    public static DicomFormatException NotDicom(string file, string found) =>
        new($"{file}: not a DICOM file: {found}. Expected 'DICM' after a preamble of 128 bytes, or a data set that starts with group 0002 or 0008.")
        {
            IsNotDicom = true,
        };

    public static DicomFormatException Truncated(string file, long position, string what) =>
        new($"{file}: the file ends inside {what}, at byte {position}. It is truncated; copy or export it again.");

    public static DicomFormatException LengthBeyond(string file, uint tag, long length, long available) =>
        new($"{file}: {DicomTags.Describe(tag)} has a length of {Number(length)} bytes, which runs past the end: only {Number(Math.Max(available, 0))} remain. "
            + "The file is truncated or damaged.");

    public static DicomFormatException ValueTooLong(string file, uint tag, long length, int limit) =>
        new($"{file}: {DicomTags.Describe(tag)} has a length of {Number(length)} bytes, more than the limit {nameof(DicomLimits.MaxValueBytes)} = {Number(limit)}.");

    public static DicomFormatException UndefinedLength(string file, uint tag) =>
        new($"{file}: {DicomTags.Describe(tag)} has undefined length, which only a sequence or encapsulated Pixel Data may have.");

    public static DicomFormatException BadVr(string file, uint tag, ushort vr) =>
        new($"{file}: {DicomTags.Describe(tag)} has the VR bytes {vr >> 8:X2} {vr & 0xFF:X2}; expected two capital letters. An earlier length is wrong, or the data set is damaged.");

    public static DicomFormatException ItemExpected(string file, DicomElement sequence, uint found) =>
        new($"{file}: the sequence {DicomTags.Describe(sequence.Tag)} of {(sequence.HasUndefinedLength ? "undefined" : "defined")} length must hold items (FFFE,E000), "
            + $"got {DicomTags.Describe(found)}.");

    public static DicomFormatException StrayItem(string file, uint tag) =>
        new($"{file}: {DicomTags.Describe(tag)} stands outside any sequence item; the sequence before it has a wrong length.");

    public static DicomFormatException TooDeep(string file, int limit) =>
        new($"{file}: sequences nest deeper than the limit {nameof(DicomLimits.MaxSequenceDepth)} = {limit}.");

    public static DicomFormatException TooManyElements(string file, int limit) =>
        new($"{file}: the header holds more elements than the limit {nameof(DicomLimits.MaxElements)} = {Number(limit)}.");

    public static DicomFormatException SequenceTooLong(string file, uint tag, int limit) =>
        new($"{file}: the sequence {DicomTags.Describe(tag)} is longer than the limit {nameof(DicomLimits.MaxSequenceBytes)} = {Number(limit)}.");

    public static DicomFormatException TooManyItems(string file, uint tag, long limit) =>
        new($"{file}: {DicomTags.Describe(tag)} brings the items that are kept above {Number(limit)}, 16 a frame of the limit {nameof(DicomLimits.MaxFrames)}.");

    public static DicomFormatException NotASequence(string file, uint tag) =>
        new($"{file}: {DicomTags.Describe(tag)} must be a plain value, got a sequence.");

    public static DicomFormatException DeflateDamaged(string file, Exception? cause) =>
        new($"{file}: the deflated data set is corrupt or truncated. Copy or export the file again.", cause);

    public static DicomFormatException InflatedTooLarge(string file, long limit) =>
        new($"{file}: the deflated data set inflates to more than the limit {nameof(DicomLimits.MaxInflatedBytes)} = {Number(limit)}.");

    public static DicomException BufferedTooLarge(string file, int limit) =>
        new($"{file}: the stream holds more bytes than the limit {nameof(DicomLimits.MaxBufferedBytes)} = {Number(limit)}. Give a stream that can seek, or raise the limit.");

    public static DicomException TooManyFiles(string what, int limit) =>
        new($"{what} holds more files than the limit {nameof(DicomLimits.MaxFiles)} = {Number(limit)}.");

    public static DicomFormatException ArchiveDamaged(string file, string what) =>
        new($"{file}: the zip archive is damaged or truncated: {what}. Copy or download it again.");

    public static DicomFormatException NoRecords(string file) =>
        new($"{file}: the DICOMDIR lists no image: {DicomTags.Describe(DicomTags.DirectoryRecordSequence)} is empty, or none of its records names a file. Give the folder instead.");

    public static DicomFormatException RecordLeadsOutside(string file, int record, string fileId) =>
        new($"{file}: record {record}: {DicomTags.Describe(DicomTags.ReferencedFileId)} must be the parts of a path within the DICOMDIR's folder, got {Printable(fileId, 64)}. "
            + "The record was not followed.");

    public static DicomFormatException RecordToItself(string file, int record) =>
        new($"{file}: record {record}: {DicomTags.Describe(DicomTags.ReferencedFileId)} refers to the DICOMDIR itself, which holds no Pixel Data.");

    public static DicomFormatException RecordMissing(string file, int record, string fileId) =>
        new($"{file}: record {record}: the file {Printable(fileId, 64)} is missing. Copy the whole medium, or give the folder instead.");

    public static DicomFormatException NotANumber(string file, uint tag, string text) =>
        new($"{file}: {DicomTags.Describe(tag)} must be a finite number, got '{Numeric(text)}'.");

    public static DicomFormatException WrongCount(string file, uint tag, int expected, int found) =>
        new($"{file}: {DicomTags.Describe(tag)} must have {expected} value{(expected == 1 ? "" : "s")}, got {found}.");

    public static DicomFormatException WrongLength(string file, uint tag, int expected, int found) =>
        new($"{file}: {DicomTags.Describe(tag)} must be {expected} bytes long, got {found}.");

    public static DicomFormatException Missing(string file, uint tag) =>
        new($"{file}: {DicomTags.Describe(tag)} is absent or empty; a CT image must have it.");

    public static DicomFormatException OutOfRange(string file, uint tag, string expected, string found) =>
        new($"{file}: {DicomTags.Describe(tag)} must be {expected}, got {Printable(found)}.");

    public static DicomFormatException MissingGroups(string file, int frames, int items) =>
        new($"{file}: NumberOfFrames (0028,0008) is {frames}, but PerFrameFunctionalGroupsSequence (5200,9230) has {items} items; "
            + "each frame needs its position.");

    /// <summary>A number with grouped digits, the same in every culture.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A UID cut to its root and its last digits, enough to tell series apart.</summary>
    public static string ShortUid(string uid) => uid.Length <= 12 ? Printable(uid) : $"…{Printable(uid[^8..])}";

    /// <summary>Keeps what numbers are made of: what stands where a number should be might be anything.</summary>
    public static string Numeric(string text) => Printable(new([.. text.Select(c => char.IsAsciiDigit(c) || "+-.,\\ eE".Contains(c, StringComparison.Ordinal) ? c : '?')]));

    /// <summary>Keeps what numbers and code strings are made of, and not much of it, so that a damaged element cannot carry text into a message.</summary>
    public static string Printable(string text, int maxLength = 24)
    {
        string kept = new([.. text.Take(maxLength).Select(c => char.IsAsciiLetterOrDigit(c) || "+-.,\\_ ".Contains(c, StringComparison.Ordinal) ? c : '?')]);
        return text.Length > maxLength ? kept + "…" : kept;
    }
}
