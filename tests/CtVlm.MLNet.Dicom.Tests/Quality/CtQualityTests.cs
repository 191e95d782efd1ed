namespace CtVlm.MLNet.Dicom.Tests;

public sealed class CtQualityTests
{
    private const int Side = 64;

    [Fact]
    public void FromHeaders_GoldenSeriesWithGaps_CountsThem()
    {
        using CtVolume volume = CtVolume.Open(GoldenSeries.PathOf("ge-missing-two"));

        CtHeaderQuality quality = CtQuality.FromHeaders(volume);

        Assert.Equal((6, 2, 5.0, 5.0), (quality.SliceCount, quality.MissingSlices, quality.SpacingZMm, quality.SliceThicknessMm));
        Assert.Equal(1, quality.SpacingDeviation, 1e-6);
        Assert.Equal(0, quality.OverlapMm, 1e-6);
        Assert.Equal(40, quality.CoverageMm, 1e-6);
        Assert.Equal(66 * 4.6875, quality.FieldOfViewMm, 1e-9);
    }

    [Theory]
    [InlineData("ge-overlap", 2.5)]
    [InlineData("ge-spacing-lies", double.PositiveInfinity)]
    public void FromHeaders_ThicknessAgainstDistance_IsTheOverlap(string id, double expected)
    {
        using CtVolume volume = CtVolume.Open(GoldenSeries.PathOf(id));
        CtHeaderQuality quality = CtQuality.FromHeaders(volume);

        Assert.Equal(double.IsFinite(expected) ? expected : quality.SliceThicknessMm - quality.SpacingZMm, quality.OverlapMm, 1e-6);
        Assert.NotEqual(0, quality.OverlapMm, 1e-3);
    }

    [Fact]
    public void FromHeaders_VolumeOfValues_IsNaNWhereNothingIsKnown()
    {
        CtHeaderQuality quality = CtQuality.FromHeaders(Volume(_ => -1000));

        Assert.All([quality.SliceThicknessMm, quality.OverlapMm, quality.ReconstructionRatio, quality.KilovoltagePeak, quality.TableHeightMm], value => Assert.True(double.IsNaN(value)));
        Assert.Equal(("", CtContrast.Unknown, CtPhase.Unknown), (quality.ConvolutionKernel, quality.Contrast, quality.Phase));
    }

    [Fact]
    public void FromPixels_BodyInAir_FindsThePeaksAndNoCrop()
    {
        CtPixelQuality quality = CtQuality.FromPixels(Volume(Body(radius: 24)), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(-995, quality.AirPeakHu, 3.0);
        Assert.Equal(-105, quality.FatPeakHu, 3.0);
        Assert.True(quality.IsAirPlausible);
        Assert.Equal((0.0, 0.0, 0.0), (quality.BorderBodyFraction, quality.PaddingFraction, quality.SaturatedFraction));
        Assert.Equal(Math.PI * 24 * 24 / (Side * Side), quality.BodyFraction, 0.02);
    }

    [Fact]
    public void FromPixels_BodyBeyondTheField_SaysThatItIsCropped() =>
        Assert.InRange(CtQuality.FromPixels(Volume(Body(radius: 40)), cancellationToken: TestContext.Current.CancellationToken).BorderBodyFraction, 0.5, 0.95);

    [Fact]
    public void FromPixels_BodyToTheEdgeOfAFilledCircle_SaysThatItIsCropped()
    {
        Func<(int X, int Y), float> body = Body(radius: 40);

        CtPixelQuality quality = CtQuality.FromPixels(
            Volume(at => Distance(at) < 31 ? body(at) : -2048), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, quality.BorderBodyFraction, 0.02);
        Assert.Equal(1 - (Math.PI * 31 * 31 / (Side * Side)), quality.PaddingFraction, 0.02);
        Assert.True(double.IsNaN(quality.AirPeakHu));
    }

    [Fact]
    public void FromPixels_ValuesThatAreNoHounsfieldUnits_AreNotPlausible() =>
        Assert.False(CtQuality.FromPixels(Volume(at => Body(radius: 24)(at) + 1024), cancellationToken: TestContext.Current.CancellationToken).IsAirPlausible);

    [Fact]
    public void FromPixels_MetalAtTheTopOfTheScale_IsSaturated() =>
        Assert.Equal(
            49.0 / (Side * Side),
            CtQuality.FromPixels(Volume(at => at is { X: > 28 and < 36, Y: > 28 and < 36 } ? 3071 : -1000), cancellationToken: TestContext.Current.CancellationToken).SaturatedFraction,
            1e-9);

    [Fact]
    public void FromPixels_DeclaredPadding_IsCounted()
    {
        using CtVolume volume = CtVolume.Open(GoldenSeries.PathOf("px-padding-range"));
        CtStatistics statistics = volume.ComputeStatistics(cancellationToken: TestContext.Current.CancellationToken);

        CtPixelQuality quality = CtQuality.FromPixels(volume, int.MaxValue, TestContext.Current.CancellationToken);

        Assert.Equal((double)statistics.PaddingVoxels / (volume.SliceCount * volume.Rows * volume.Columns), quality.PaddingFraction, 1e-9);
    }

    [Fact]
    public void FromPixels_ManySlices_ReadsTheBoundedNumber()
    {
        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, 100).Select(i => (double)i)]);
        CountingSource source = new(new MemorySliceSource(new float[400], geometry, 2, 2), 100);
        using CtVolume volume = new(source, geometry, 2, 2, CtSeriesDescription.Empty);

        CtQuality.FromHeaders(volume);
        Assert.Equal(0, source.Reads.Sum());
        CtPixelQuality quality = CtQuality.FromPixels(volume, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(16, source.Reads.Sum());
        Assert.Equal(16, quality.SlicesRead);
        Assert.All(source.Reads, count => Assert.InRange(count, 0, 1));
    }

    private static double Distance((int X, int Y) at) => Math.Sqrt(Math.Pow(at.X - 31.5, 2) + Math.Pow(at.Y - 31.5, 2));

    // Water within a layer of fat, in air; a little noise, the same on each call.
    private static Func<(int X, int Y), float> Body(double radius) => at =>
    {
        int noise = (((at.X * 7) + (at.Y * 13)) % 5) - 2;
        double distance = Distance(at);
        return noise + (distance < radius - 6 ? 40 : distance < radius ? -105 : -995);
    };

    private static CtVolume Volume(Func<(int X, int Y), float> value)
    {
        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], [0, 1, 2]);
        float[] slice = [.. Enumerable.Range(0, Side * Side).Select(i => value((i % Side, i / Side)))];
        return CtVolume.FromHu([.. slice, .. slice, .. slice], geometry, Side, Side);
    }
}
