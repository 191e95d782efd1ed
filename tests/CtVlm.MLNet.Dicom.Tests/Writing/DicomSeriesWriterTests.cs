using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class DicomSeriesWriterTests : IDisposable
{
    /// <summary>Type 1 and 2 attributes of the CT Image IOD's mandatory modules. Source: DICOM PS3.3 table A.3-1 and the modules it names.</summary>
    private static readonly uint[] Required =
    [
        0x00080008, 0x00080016, 0x00080018, 0x00080020, 0x00080030, 0x00080050, 0x00080060, 0x00080070, 0x00080090,
        0x00100010, 0x00100020, 0x00100030, 0x00100040,
        0x00180050, 0x00180060, 0x00185100,
        0x0020000D, 0x0020000E, 0x00200010, 0x00200011, 0x00200012, 0x00200013, 0x00200032, 0x00200037, 0x00200052, 0x00201040,
        0x00280002, 0x00280004, 0x00280010, 0x00280011, 0x00280030, 0x00280100, 0x00280101, 0x00280102, 0x00280103, 0x00281052, 0x00281053, 0x7FE00010,
    ];

    /// <summary>Attributes that may not be empty.</summary>
    private static readonly uint[] NotEmpty =
    [
        0x00080008, 0x00080016, 0x00080018, 0x00080060, 0x0020000D, 0x0020000E, 0x00200032, 0x00200037, 0x00200052,
        0x00280002, 0x00280004, 0x00280010, 0x00280011, 0x00280030, 0x00280100, 0x00281052, 0x00281053,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("writer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ExplicitVRLittleEndian", "1.2.840.10008.1.2.1")]
    [InlineData("implicitvrlittleendian", "1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2", "1.2.840.10008.1.2")]
    public void Write_EitherSyntax_FilesAreWellFormedAndComplete(string name, string uid)
    {
        IReadOnlyList<string> paths = DicomSeriesWriter.Write(_folder, Series(), name, TestContext.Current.CancellationToken);
        Assert.Equal(3, paths.Count);
        foreach (string path in paths)
        {
            WrittenFile file = new(path);
            Assert.Equal(uid, file.Text(0x00020010));
            Assert.Equal("1.2.840.10008.5.1.4.1.1.2", file.Text(0x00080016));
            Assert.Equal(file.Text(0x00020003), file.Text(0x00080018));
            Assert.All(Required, tag => Assert.Contains(tag, file.Tags));
            Assert.All(NotEmpty, tag => Assert.NotEmpty(file.Value(tag)));
        }
    }

    [Fact]
    public void Write_AnySeries_UidsAreValidAndSlicesDiffer()
    {
        WrittenFile[] files = [.. DicomSeriesWriter.Write(_folder, Series(), cancellationToken: TestContext.Current.CancellationToken).Select(path => new WrittenFile(path))];
        foreach (uint tag in new uint[] { 0x00020003, 0x00020012, 0x0020000D, 0x0020000E, 0x00200052 })
        {
            Assert.All(files, file => Assert.Matches(@"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+$", file.Text(tag)));
            Assert.All(files, file => Assert.InRange(file.Text(tag).Length, 1, 64));
        }

        Assert.Equal(3, files.Select(file => file.Text(0x00080018)).Distinct().Count());
        Assert.Single(files.Select(file => file.Text(0x0020000E)).Distinct());
        Assert.Equal(["1", "2", "3"], files.Select(file => file.Text(0x00200013)));
    }

    [Fact]
    public void Write_AnySeries_KindsAreThoseOfTheDictionary()
    {
        WrittenFile file = First(Series());
        Assert.Equal(
            ["CS", "UI", "UI", "DA", "TM", "SH", "CS", "LO", "PN"],
            new uint[] { 0x00080008, 0x00080016, 0x00080018, 0x00080020, 0x00080030, 0x00080050, 0x00080060, 0x00080070, 0x00080090 }.Select(file.Kind));
        Assert.Equal(
            ["PN", "LO", "DA", "CS", "DS", "DS", "CS", "IS", "DS", "DS", "US", "CS", "DS", "OW"],
            new uint[] { 0x00100010, 0x00100020, 0x00100030, 0x00100040, 0x00180050, 0x00180060, 0x00185100, 0x00200013, 0x00200032, 0x00200037, 0x00280010, 0x00280004, 0x00281052, 0x7FE00010 }.Select(file.Kind));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Write_AnyBits_StoredValuesAreHuPlus1024(int bits)
    {
        DicomSeriesContent series = Series() with { BitsStored = bits };
        IReadOnlyList<string> paths = DicomSeriesWriter.Write(_folder, series, cancellationToken: TestContext.Current.CancellationToken);
        for (int slice = 0; slice < 3; slice++)
        {
            WrittenFile file = new(paths[slice]);
            byte[] pixels = file.Value(0x7FE00010);
            Assert.Equal(2 * 4 * 5, pixels.Length);
            Assert.Equal((16, bits, bits - 1, 0), (file.Short(0x00280100), file.Short(0x00280101), file.Short(0x00280102), file.Short(0x00280103)));
            double slope = file.Numbers(0x00281053)[0], intercept = file.Numbers(0x00281052)[0];
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(series.Hu.Span[(slice * 20) + i], (BinaryPrimitives.ReadUInt16LittleEndian(pixels.AsSpan(2 * i)) * slope) + intercept);
            }
        }
    }

    [Fact]
    public void Write_Geometry_PositionsOrientationAndSpacingAreThoseOfTheVolume()
    {
        IReadOnlyList<string> paths = DicomSeriesWriter.Write(_folder, Series(), cancellationToken: TestContext.Current.CancellationToken);
        WrittenFile last = new(paths[2]);
        Assert.Equal([-10.5, -20.25, 130], last.Numbers(0x00200032));
        Assert.Equal([1, 0, 0, 0, 1, 0], last.Numbers(0x00200037));
        Assert.Equal([0.8, 0.7], last.Numbers(0x00280030));
        Assert.Equal([15], last.Numbers(0x00180050));
        Assert.Equal((4, 5), (last.Short(0x00280010), last.Short(0x00280011)));
    }

    [Fact]
    public void Write_TiltedAndIrregularStack_PositionsFollowTheShearedAxis()
    {
        // The slice step leans 3 mm along y for 15 mm of height; the third gap is twice as wide.
        CtGeometry tilted = new([0.7, 0, 0, 0, 0, 0.8, 3, 0, 0, 0, 15, 0, 0, 0, 0, 1], [0, 15, 45]);
        IReadOnlyList<string> paths = DicomSeriesWriter.Write(_folder, Series() with { Geometry = tilted }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([0, 3, 15], new WrittenFile(paths[1]).Numbers(0x00200032));
        Assert.Equal([0, 9, 45], new WrittenFile(paths[2]).Numbers(0x00200032));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_Synthetic_IsMarkedAsSuch(bool isSynthetic)
    {
        DicomSeriesContent series = Series();
        WrittenFile file = First(series with { Identity = series.Identity with { IsSynthetic = isSynthetic } });
        Assert.Equal(isSynthetic, file.Tags.Contains(0x0008001Cu));
        Assert.Equal("Phantom^P0001", file.Text(0x00100010));
        Assert.Equal(@"ORIGINAL\PRIMARY\AXIAL", file.Text(0x00080008));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        string first = DicomSeriesWriter.Write(Path.Combine(_folder, "a"), Series(), cancellationToken: TestContext.Current.CancellationToken)[1];
        string second = DicomSeriesWriter.Write(Path.Combine(_folder, "b"), Series(), cancellationToken: TestContext.Current.CancellationToken)[1];
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void Write_UnknownSyntax_ListsTheKnownOnes()
    {
        ArgumentException failure = Throws(Series(), "1.2.3");
        Assert.StartsWith("No series can be written in transfer syntax '1.2.3'. Known: ExplicitVRLittleEndian, ImplicitVRLittleEndian", failure.Message);
        Assert.False(DicomSeriesWriter.CanWrite("1.2.3"));
        Assert.All(DicomSeriesWriter.TransferSyntaxes, name => Assert.True(DicomSeriesWriter.CanWrite(name)));
    }

    [Theory]
    [InlineData(12, 3072, "Slice 1: 3072 HU does not fit 12 bits with Rescale Intercept -1024; expected -1024 to 3071. Clamp the values or write 16 bits.")]
    [InlineData(16, -1025, "Slice 1: -1025 HU does not fit 16 bits with Rescale Intercept -1024; expected -1024 to 32767. Clamp the values or write 16 bits.")]
    public void Write_ValueOutOfRange_NamesSliceAndRange(int bits, int hu, string message)
    {
        short[] values = [.. Series().Hu.Span];
        values[25] = (short)hu;
        Assert.Equal(message, Throws(Series() with { Hu = values, BitsStored = bits }).Message);
    }

    [Fact]
    public void Write_WrongLengthBitsOrRows_Throws()
    {
        Assert.Equal("A series of 3 x 4 x 5 holds 60 values in Hu, got 59.", Throws(Series() with { Hu = new short[59] }).Message);
        Assert.Equal("BitsStored must be 12 or 16, got 8.", Throws(Series() with { BitsStored = 8 }).Message);
        Assert.StartsWith("Rows must be 1 to 65535, got 0.", Throws(Series() with { Rows = 0 }).Message);
    }

    [Theory]
    [InlineData(65, 'a')]
    [InlineData(3, 'ä')]
    [InlineData(3, '\n')]
    [InlineData(3, '\\')]
    public void Write_PatientNameNotWritable_ThrowsWithoutTheName(int length, char character)
    {
        string name = new(character, length);
        DicomSeriesContent series = Series();
        ArgumentException failure = Throws(series with { Identity = series.Identity with { PatientName = name } });
        Assert.Equal($"Element (0010,0010) of kind PN must be at most 64 printable ASCII characters, got {length} characters or others.", failure.Message);
    }

    [Fact]
    public void Write_Cancelled_Throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() => DicomSeriesWriter.Write(_folder, Series(), cancellationToken: new CancellationToken(canceled: true)));

    private static DicomSeriesContent Series() => new()
    {
        Hu = Enumerable.Range(0, 60).Select(i => (short)(i == 0 ? -1024 : i == 59 ? 3071 : (i * 37) - 900)).ToArray(),
        Rows = 4,
        Columns = 5,
        Geometry = new CtGeometry([0.7, 0, 0, -10.5, 0, 0.8, 0, -20.25, 0, 0, 15, 100, 0, 0, 0, 1], [100, 115, 130]),
        Identity = new DicomSeriesIdentity
        {
            PatientName = "Phantom^P0001",
            PatientId = "P0001",
            StudyInstanceUid = SyntheticUid.Create("study"),
            SeriesInstanceUid = SyntheticUid.Create("series"),
            FrameOfReferenceUid = SyntheticUid.Create("frame"),
            SeriesDescription = "Synthetic",
        },
    };

    private WrittenFile First(DicomSeriesContent series) =>
        new(DicomSeriesWriter.Write(_folder, series, cancellationToken: TestContext.Current.CancellationToken)[0]);

    private ArgumentException Throws(DicomSeriesContent series, string syntax = DicomSeriesWriter.DefaultTransferSyntax) =>
        Assert.Throws<ArgumentException>(() => DicomSeriesWriter.Write(_folder, series, syntax, TestContext.Current.CancellationToken));
}
