namespace CtVlm.MLNet.Dicom;

/// <summary>The wording of failures in encapsulated Pixel Data. An index of -1 is the Basic Offset Table, which is the first item.</summary>
internal static class EncapsulationThrow
{
    private const string PixelData = "Pixel Data (7FE0,0010)";

    public static DicomPixelDataException NoFragments(string file) =>
        new($"{file}: encapsulated {PixelData} holds no fragment; at least one item (FFFE,E000) must follow the Basic Offset Table. The file is truncated or empty.");

    public static DicomPixelDataException CutHeader(string file, long position, int index) =>
        new($"{file}: the file ends inside the header of {Item(index)} of {PixelData}, at byte {position}. It is truncated; copy or export it again.");

    public static DicomPixelDataException WrongTag(string file, uint tag, long position, int index) =>
        new($"{file}: {Item(index)} of encapsulated {PixelData} must start with the item tag (FFFE,E000), got {DicomTags.Describe(tag)} at byte {position}. "
            + "An earlier length is wrong, or the file is damaged.");

    public static DicomPixelDataException UndefinedItem(string file, int index) =>
        new($"{file}: {Item(index)} of encapsulated {PixelData} has undefined length, which no fragment may have.");

    public static DicomPixelDataException ItemBeyond(string file, int index, uint length, long available) =>
        new($"{file}: {Item(index)} of encapsulated {PixelData} has a length of {DicomThrow.Number(length)} bytes, but only {DicomThrow.Number(available)} remain. "
            + "The file is truncated; copy or export it again.");

    public static DicomPixelDataException TooManyFragments(string file, int limit) =>
        new($"{file}: encapsulated {PixelData} holds more fragments than the limit {nameof(DicomLimits.MaxFragments)} = {DicomThrow.Number(limit)}.");

    public static DicomPixelDataException TooFewFragments(string file, int frames, int fragments) =>
        new($"{file}: NumberOfFrames (0028,0008) is {frames}, but encapsulated {PixelData} holds {fragments} fragment{(fragments == 1 ? "" : "s")}; each frame needs one at least.");

    public static DicomPixelDataException Undivided(string file, int frames, int fragments) =>
        new($"{file}: {fragments} fragments of encapsulated {PixelData} cannot be dealt out to {frames} frames: there is no valid offset table, "
            + "and the ends of the codestreams do not tell. Export the file again with a Basic Offset Table.");

    public static DicomPixelDataException FrameTooLong(string file, int frame, long length) =>
        new($"{file}: the fragments of frame {frame} of {PixelData} hold {DicomThrow.Number(length)} bytes, more than {DicomThrow.Number(Array.MaxLength)}, the most that can be read.");

    private static string Item(int index) => index < 0 ? "the Basic Offset Table" : $"fragment {index}";
}
