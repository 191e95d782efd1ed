using System.Globalization;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>One row of tests/Golden/jpeg2000/cases.csv: a codestream and the samples it holds.</summary>
internal sealed record Jpeg2000Case(string Name, int Bits, bool IsSigned, int Tolerance, string ExpectedFile)
{
    private const int Columns = 45;
    private const int Rows = 37;

    public static IReadOnlyDictionary<string, Jpeg2000Case> All { get; } = File.ReadLines(GoldenFiles.Path("jpeg2000", "cases.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .Select(cells => new Jpeg2000Case(
            cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2] == "s", int.Parse(cells[3], CultureInfo.InvariantCulture), cells[4]))
        .ToDictionary(item => item.Name, StringComparer.Ordinal);

    public PixelFormat Format => new()
    {
        Rows = Rows,
        Columns = Columns,
        BitsAllocated = Bits <= 8 ? 8 : 16,
        BitsStored = Bits,
        HighBit = Bits - 1,
        IsSigned = IsSigned,
    };

    public byte[] Codestream => File.ReadAllBytes(GoldenFiles.Path("jpeg2000", Name + ".j2k"));

    public byte[] Expected => File.ReadAllBytes(GoldenFiles.Path("jpeg2000", ExpectedFile));

    /// <summary>Decodes a codestream as this case's frame.</summary>
    public byte[] Decode(byte[] codestream)
    {
        byte[] samples = new byte[Format.FrameBytes];
        return new Jpeg2000FrameDecoder().Decode(codestream, Format, samples).ToArray();
    }
}
