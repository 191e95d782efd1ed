using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

public sealed class CtVolumeResampleTests
{
    private const float Background = CtResampling.DefaultBackgroundHu;

    // Positions of a few hundred millimetres in float weights: below a thousandth of a HU for slopes of a few HU a millimetre.
    private const double RampTolerance = 2e-3;

    public static TheoryData<string, double, double, double> Golden => new()
    {
        { "resample.sitk_linear.iso3.2", 3.2, 3.2, 3.2 },
        { "resample.sitk_linear.aniso", 4.0, 3.0, 2.5 },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Resample_GoldenVolume_EqualsSimpleItk(string key, double z, double y, double x)
    {
        using CtVolume resampled = GoldenVolume().Resample(new CtResampling { SpacingZMm = z, SpacingYMm = y, SpacingXMm = x });

        float[] expected = GoldenArray.Read(GoldenFiles.Path("ct", "resample.safetensors"), key);
        float[] actual = resampled.ReadAll(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), 0, 0.01f);
        Assert.Equal([z, y, x], resampled.Geometry.SpacingMm.Select(mm => Math.Round(mm, 9)));
    }

    [Fact]
    public void Resample_SameSpacing_IsTheVolumeBitForBit()
    {
        using CtVolume volume = GoldenVolume();
        using CtVolume same = volume.Resample(new CtResampling { SpacingZMm = 5, SpacingXMm = 0.8 });

        Assert.Equal(volume.ReadAll(cancellationToken: TestContext.Current.CancellationToken), same.ReadAll(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Same(volume.Geometry, same.Geometry);
        Assert.Equal(Fingerprint(volume), Fingerprint(same));
    }

    [Fact]
    public void Resample_StackOnItsOwnGrid_CopiesBitForBit()
    {
        using CtVolume volume = GoldenVolume();

        // Through the interpolation, which the public way leaves out here.
        using CtVolume same = volume.Resample(SliceStack.Of(volume.Geometry, volume.Rows, volume.Columns), new CtResampling());

        Assert.Equal(volume.ReadAll(cancellationToken: TestContext.Current.CancellationToken), same.ReadAll(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Resample_RampOnARandomStack_IsReproducedInside(int seed)
    {
        Random random = new(seed);
        (Vector3D row, Vector3D column) = RandomGeometry.Directions(random);
        Vector3D normal = row.Cross(column).Normalize();
        Vector3D origin = new(random.Next(-300, 300), random.Next(-300, 300), random.Next(-300, 300));
        Vector3D lean = (row * ((random.NextDouble() - 0.5) * 0.8)) + (column * ((random.NextDouble() - 0.5) * 0.8));
        double at = 0;
        Vector3D[] origins = [.. Enumerable.Range(0, 9).Select(_ => origin + ((normal + lean) * (at += 1 + (3 * random.NextDouble()))))];
        using CtVolume volume = RampVolume.Create(row, column, 0.7, 1.1, origins, rows: 17, columns: 23);
        CtResampling resampling = seed % 2 == 0 ? new CtResampling() : CtResampling.Isotropic(0.9);

        using CtVolume resampled = volume.Resample(SliceStack.Of(volume.Geometry, 17, 23), resampling);

        int inside = AssertRamp(volume, resampled);
        Assert.InRange(inside, 300, int.MaxValue);
        Assert.Equal(0, resampled.Geometry.TiltDegrees, 1e-4);
    }

    [Fact]
    public void Resample_TiltedStack_HoldsEveryVoxelOfTheSource()
    {
        Vector3D[] origins = [.. Enumerable.Range(0, 6).Select(k => new Vector3D(0, k * -2, k * 5))];
        using CtVolume volume = RampVolume.Create(new Vector3D(1, 0, 0), new Vector3D(0, 1, 0), 1, 1, origins, rows: 12, columns: 8);

        using CtVolume resampled = volume.Resample(new CtResampling());

        // Six slices at whole steps of the grid: each one is found again, voxel for voxel, ten rows up in the larger field.
        float[] before = volume.ReadAll(cancellationToken: TestContext.Current.CancellationToken), after = resampled.ReadAll(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([6, 22, 8], new[] { resampled.SliceCount, resampled.Rows, resampled.Columns });
        for (int k = 0; k < 6; k++)
        {
            Assert.Equal(before[(k * 96)..((k + 1) * 96)], after[((k * 176) + ((10 - (2 * k)) * 8))..((k * 176) + ((22 - (2 * k)) * 8))]);
            Assert.All(after[(k * 176)..((k * 176) + ((10 - (2 * k)) * 8))], value => Assert.Equal(Background, value));
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Resample_AnyGrid_StaysWithinTheSourceValues(int seed)
    {
        Random random = new(seed);
        float[] hu = [.. Enumerable.Range(0, 6 * 9 * 11).Select(_ => (float)random.Next(-1000, 3000))];
        using CtVolume volume = CtVolume.FromHu(hu, Grid(6, 2.5, 0.9), 9, 11);

        float[] resampled = volume.Resample(CtResampling.Isotropic(0.61)).ReadAll(cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(resampled.Where(value => value != Background), value => Assert.InRange(value, hu.Min() - 1e-3f, hu.Max() + 1e-3f));
    }

    [Fact]
    public void ReadSlice_OneAfterAnother_DecodesEachSourceSliceOnce()
    {
        CtGeometry geometry = Grid(12, 5, 1);
        CountingSource source = new(new MemorySliceSource(new float[12 * 16], geometry, 4, 4), 12);
        using CtVolume resampled = new CtVolume(source, geometry, 4, 4, CtSeriesDescription.Empty).Resample(CtResampling.Isotropic(1));

        float[] slice = new float[resampled.Rows * resampled.Columns];
        for (int z = 0; z < resampled.SliceCount; z++)
        {
            resampled.ReadSlice(z, slice);
        }

        Assert.Equal(60, resampled.SliceCount);
        Assert.All(source.Reads, count => Assert.Equal(1, count));
    }

    [Fact]
    public void ReadSlice_AnyOne_DecodesAtMostTwoSourceSlices()
    {
        CtGeometry geometry = Grid(12, 5, 1);
        for (int z = 0; z < 60; z += 7)
        {
            CountingSource source = new(new MemorySliceSource(new float[12 * 16], geometry, 4, 4), 12);
            using CtVolume resampled = new CtVolume(source, geometry, 4, 4, CtSeriesDescription.Empty).Resample(CtResampling.Isotropic(1));
            resampled.ReadSlice(z, new float[16]);
            Assert.InRange(source.Reads.Sum(), 1, 2);
        }
    }

    [Fact]
    public void ReadAll_ManyThreadsAndOne_AreEqual()
    {
        using CtVolume volume = GoldenVolume();

        float[] one = volume.Resample(CtResampling.Isotropic(1.3)).ReadAll(1, TestContext.Current.CancellationToken);
        float[] many = volume.Resample(CtResampling.Isotropic(1.3)).ReadAll(8, TestContext.Current.CancellationToken);

        Assert.Equal(one, many);
    }

    [Fact]
    public void Fingerprint_OtherGridOrBackground_IsAnother()
    {
        using CtVolume volume = GoldenVolume();
        string[] prints =
        [
            Fingerprint(volume), Fingerprint(volume.Resample(CtResampling.Isotropic(2))), Fingerprint(volume.Resample(CtResampling.Isotropic(2.0001))),
            Fingerprint(volume.Resample(CtResampling.Isotropic(2) with { BackgroundHu = 0 })),
        ];

        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Equal(prints[1], Fingerprint(GoldenVolume().Resample(CtResampling.Isotropic(2))));
    }

    [Fact]
    public void Resample_SourceDisposed_StillReads()
    {
        CtVolume volume = GoldenVolume();
        using CtVolume resampled = volume.Resample(CtResampling.Isotropic(4));
        volume.Dispose();

        resampled.ReadSlice(0, new float[resampled.Rows * resampled.Columns]);

        Assert.Throws<ObjectDisposedException>(() => volume.Resample(CtResampling.Isotropic(4)));
    }

    [Fact]
    public void Resample_SlicesFarApart_IsRefused()
    {
        Vector3D[] origins = [new(0, 0, 0), new(0, 0, 0.5), new(0, 0, 1), new(0, 0, 1e6)];
        using CtVolume volume = RampVolume.Create(new Vector3D(1, 0, 0), new Vector3D(0, 1, 0), 1, 1, origins, 4, 4);

        Assert.Contains("out of proportion", Assert.Throws<DicomGeometryException>(() => volume.Resample(new CtResampling())).Message);
    }

    [Fact]
    public void Resample_MinuteSpacing_IsRefused() =>
        Assert.Throws<DicomGeometryException>(() => GoldenVolume().Resample(CtResampling.Isotropic(1e-4)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Isotropic_ImpossibleSpacing_Throws(double spacing) => Assert.Throws<ArgumentOutOfRangeException>(() => CtResampling.Isotropic(spacing));

    private static CtVolume GoldenVolume() =>
        CtVolume.FromHu(GoldenArray.Read(GoldenFiles.Path("ct", "cases.safetensors"), "volume"), Grid(12, 5, 0.8), 96, 96);

    private static CtGeometry Grid(int slices, double z, double xy) =>
        new([xy, 0, 0, -10, 0, xy, 0, -20, 0, 0, z, 30, 0, 0, 0, 1], [.. Enumerable.Range(0, slices).Select(i => 30 + (i * z))]);

    private static string Fingerprint(CtVolume volume) => volume.GetContentFingerprint(TestContext.Current.CancellationToken);

    /// <summary>Every voxel between voxel centres of the source has the ramp's value; those outside the source are background. Gives the number of the first kind.</summary>
    private static int AssertRamp(CtVolume source, CtVolume resampled)
    {
        float[] hu = resampled.ReadAll(cancellationToken: TestContext.Current.CancellationToken);
        SliceStack stack = SliceStack.Of(source.Geometry, source.Rows, source.Columns);
        int inside = 0, index = 0;
        foreach (Vector3D place in RampVolume.Places(resampled.Geometry, resampled.Rows, resampled.Columns))
        {
            float value = hu[index++];
            if (IsInside(stack, place))
            {
                Assert.Equal(RampVolume.At(place), value, RampTolerance);
                inside++;
            }
        }

        return inside;
    }

    private static bool IsInside(SliceStack stack, Vector3D place)
    {
        Vector3D offset = place - stack.Origin;
        double along = offset.Dot(stack.Normal);
        int upper = Array.FindIndex(stack.Along, mm => mm >= along);
        return along >= 0 && upper >= 0 && IsOver(stack, offset, upper) && IsOver(stack, offset, Math.Max(upper - 1, 0));
    }

    private static bool IsOver(SliceStack stack, Vector3D offset, int slice)
    {
        double x = (offset.Dot(stack.Row) - stack.ShiftX[slice]) / stack.ColumnSpacing, y = (offset.Dot(stack.Column) - stack.ShiftY[slice]) / stack.RowSpacing;
        return x >= 0 && x <= stack.Columns - 1 && y >= 0 && y <= stack.Rows - 1;
    }
}
