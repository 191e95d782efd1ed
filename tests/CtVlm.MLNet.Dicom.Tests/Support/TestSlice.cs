using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Writes one CT slice, explicit little endian, with every identifying element filled in. Shares no code with the reader.</summary>
internal sealed record TestSlice
{
    public const string PatientName = "Muster^Erika";
    public const string PatientId = "PID-4711";
    public const string BirthDate = "19480229";
    public const string Comment = "Seen by Dr Miller";

    public string SeriesUid { get; init; } = "1.2.826.0.1.3680043.10.1462.77001";

    public string SopUid { get; init; } = "1.2.826.0.1.3680043.10.1462.88001";

    public string TransferSyntax { get; init; } = "1.2.840.10008.1.2.1";

    public string Modality { get; init; } = "CT";

    public string ImageType { get; init; } = "ORIGINAL\\PRIMARY\\AXIAL";

    public string Orientation { get; init; } = "1\\0\\0\\0\\1\\0";

    public string? Position { get; init; } = "0\\0\\0";

    public string Spacing { get; init; } = "1\\1";

    public string Slope { get; init; } = "1";

    public string Intercept { get; init; } = "-1024";

    public int? Acquisition { get; init; }

    public ushort Rows { get; init; } = 4;

    public ushort Columns { get; init; } = 6;

    public ushort? Padding { get; init; }

    public ushort[]? Stored { get; init; }

    public byte[] Extra { get; init; } = [];

    /// <summary>Slices at z = 0, 1, 2, ... millimetres, each with values of its own.</summary>
    public static IEnumerable<TestSlice> Stack(int count, string uidSuffix = "1") => Enumerable.Range(0, count).Select(z => new TestSlice
    {
        SeriesUid = "1.2.826.0.1.3680043.10.1462.77." + uidSuffix,
        SopUid = $"1.2.826.0.1.3680043.10.1462.88.{uidSuffix}.{z}",
        Position = string.Create(CultureInfo.InvariantCulture, $"0\\0\\{z}"),
        Stored = [.. Enumerable.Range(0, 24).Select(i => (ushort)(1000 + (z * 24) + i))],
    });

    public static byte[] Element(uint tag, string vr, byte[] value)
    {
        bool isLong = vr is "OB" or "OW" or "SQ" or "UN" or "UT";
        byte[] header = new byte[isLong ? 12 : 8];
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), (ushort)tag);
        Encoding.ASCII.GetBytes(vr).CopyTo(header, 4);
        byte[] padded = value.Length % 2 == 0 ? value : [.. value, (byte)(vr == "UI" ? 0 : ' ')];
        if (isLong)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), (uint)padded.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), (ushort)padded.Length);
        }

        return [.. header, .. padded];
    }

    public static byte[] Text(uint tag, string vr, string value) => Element(tag, vr, Encoding.ASCII.GetBytes(value));

    public static byte[] Word(uint tag, ushort value) => Element(tag, "US", [(byte)value, (byte)(value >> 8)]);

    public byte[] ToBytes()
    {
        ushort[] stored = Stored ?? [.. Enumerable.Range(0, Rows * Columns).Select(i => (ushort)(1000 + i))];
        byte[] pixels = new byte[stored.Length * 2];
        Buffer.BlockCopy(stored, 0, pixels, 0, pixels.Length);
        return
        [
            .. new byte[128], .. "DICM"u8, .. Text(0x0002_0010, "UI", TransferSyntax),
            .. Text(0x0008_0008, "CS", ImageType), .. Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2"), .. Text(0x0008_0018, "UI", SopUid),
            .. Text(0x0008_0060, "CS", Modality), .. Text(0x0010_0010, "PN", PatientName), .. Text(0x0010_0020, "LO", PatientId),
            .. Text(0x0010_0030, "DA", BirthDate), .. Text(0x0010_4000, "LT", Comment), .. Extra,
            .. Text(0x0018_0050, "DS", "1"), .. Text(0x0020_000E, "UI", SeriesUid),
            .. Acquisition is { } number ? Text(0x0020_0012, "IS", number.ToString(CultureInfo.InvariantCulture)) : [],
            .. Position is { } position ? Text(0x0020_0032, "DS", position) : [], .. Text(0x0020_0037, "DS", Orientation),
            .. Word(0x0028_0002, 1), .. Text(0x0028_0004, "CS", "MONOCHROME2"), .. Word(0x0028_0010, Rows), .. Word(0x0028_0011, Columns),
            .. Text(0x0028_0030, "DS", Spacing), .. Word(0x0028_0100, 16), .. Word(0x0028_0101, 16), .. Word(0x0028_0102, 15), .. Word(0x0028_0103, 0),
            .. Padding is { } padding ? Word(0x0028_0120, padding) : [],
            .. Text(0x0028_1052, "DS", Intercept), .. Text(0x0028_1053, "DS", Slope), .. Element(0x7FE0_0010, "OW", pixels),
        ];
    }

    public void Write(string path) => File.WriteAllBytes(path, ToBytes());
}
