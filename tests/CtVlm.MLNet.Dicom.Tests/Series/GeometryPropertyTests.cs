namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>What holds for series in any direction, whatever their files are called.</summary>
public sealed class GeometryPropertyTests : IDisposable
{
    private const int Slices = 7, Rows = 5, Columns = 9;

    // Decimal strings have 16 characters: positions of some hundred millimetres keep more than nine decimals, six of which the writer gives.
    private const double AffineTolerance = 2e-5;

    private readonly TempFolder _folder = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Open_WrittenRandomGeometry_ComesBackWithItsAffine(int seed)
    {
        CtGeometry geometry = RandomGeometry.Grid(new Random(seed), Slices, isTilted: seed % 2 == 0);
        short[] hu = Write(seed, geometry);

        using CtVolume volume = CtVolume.Open(_folder.Path);

        Assert.All(geometry.AffineLps.Zip(volume.Geometry.AffineLps), pair => Assert.Equal(pair.First, pair.Second, AffineTolerance));
        Assert.All(geometry.SlicePositionsMm.Zip(volume.Geometry.SlicePositionsMm), pair => Assert.Equal(pair.First, pair.Second, AffineTolerance));
        Assert.Equal(geometry.TiltDegrees, volume.Geometry.TiltDegrees, 1e-3);
        Assert.Equal(hu.Select(value => (float)value), volume.ReadAll(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Scan_FilesRenamedAtRandom_GivesTheSameVolume(int seed)
    {
        Random random = new(seed);
        Write(seed, RandomGeometry.Grid(random, Slices, isTilted: seed % 3 == 0));
        CtStatistics before = Statistics();
        string[] files = Directory.GetFiles(_folder.Path);
        random.Shuffle(files);
        for (int i = 0; i < files.Length; i++)
        {
            File.Move(files[i], _folder[$"{random.Next(3)}/x{i:00}{(i % 2 == 0 ? ".ima" : "")}"]);
        }

        Assert.Equal(before, Statistics());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Scan_InstanceNumbersAndNamesShuffled_OrdersByPosition(int seed)
    {
        Random random = new(seed);
        TestSlice[] stack = [.. TestSlice.Stack(20)];
        int[] numbers = [.. Enumerable.Range(1, 20)];
        random.Shuffle(numbers);
        int[] names = [.. Enumerable.Range(1, 20)];
        random.Shuffle(names);
        for (int z = 0; z < stack.Length; z++)
        {
            byte[] number = TestSlice.Text(0x0020_0013, "IS", numbers[z].ToString(System.Globalization.CultureInfo.InvariantCulture));
            (stack[z] with { Extra = number }).Write(_folder[$"{names[z]:00}.dcm"]);
        }

        CtSeriesEntry entry = Assert.Single(CtInventory.Scan(_folder.Path, cancellationToken: TestContext.Current.CancellationToken).Series);

        Assert.Equal(names.Select(name => $"{name:00}.dcm"), entry.Files.Select(Path.GetFileName));
    }

    private CtStatistics Statistics()
    {
        using CtVolume volume = CtVolume.Open(_folder.Path);
        return volume.ComputeStatistics(cancellationToken: TestContext.Current.CancellationToken);
    }

    private short[] Write(int seed, CtGeometry geometry)
    {
        Random random = new(1000 + seed);
        short[] hu = [.. Enumerable.Range(0, Slices * Rows * Columns).Select(_ => (short)random.Next(-1024, 3072))];
        DicomSeriesWriter.Write(
            _folder.Path,
            new DicomSeriesContent
            {
                Hu = hu,
                Rows = Rows,
                Columns = Columns,
                Geometry = geometry,
                Identity = new DicomSeriesIdentity
                {
                    PatientName = "SYNTHETIC^ONE",
                    PatientId = "P1",
                    StudyInstanceUid = "1.2.826.0.1.3680043.10.1462.1",
                    SeriesInstanceUid = "1.2.826.0.1.3680043.10.1462.2",
                    FrameOfReferenceUid = "1.2.826.0.1.3680043.10.1462.3",
                },
            },
            cancellationToken: TestContext.Current.CancellationToken);
        return hu;
    }
}
