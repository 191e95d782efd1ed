using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class MeasureCtQualityTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData(SeriesErrorPolicy.Throw)]
    [InlineData(SeriesErrorPolicy.SkipRow)]
    [InlineData(SeriesErrorPolicy.MissingValue)]
    public void Workout_Passes(SeriesErrorPolicy onError) => EstimatorWorkout.Run(
        _ml,
        _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_ml.Transforms.MeasureCtQuality(Options(onError))),
        new EstimatorWorkoutInput
        {
            Valid = TestCohort.Shared.View(_ml, 3),
            Invalid = [_ml.Data.LoadFromEnumerable([new BagRow()])],
            ChecksOtherProcess = onError == SeriesErrorPolicy.Throw,
        });

    [Fact]
    public void GetOutputSchema_ColumnThatHoldsNoVolumes_IsRefused()
    {
        IDataView view = TestCohort.Shared.View(_ml, 1);
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.MeasureCtQuality("Quality", "SeriesPath").Fit(view));
        Assert.Contains("'SeriesPath' must be CtVolume", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_GoldenSeries_CanBeFiltered()
    {
        CtStudy[] rows = [.. new[] { "ge-axial", "ge-tilt", "ge-missing-two", "ge-overlap" }.Select(name => new CtStudy { SeriesPath = GoldenFiles.Path("dicom", "files", name), Report = name })];
        IDataView studies = _ml.Data.LoadFromEnumerable(rows);
        IDataView measured = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Append(_ml.Transforms.MeasureCtQuality("Quality", "Volume")).Fit(studies).Transform(studies);

        Assert.Equal([0f, 0, 2, 0], ViewReading.ReadColumn<float>(measured, "Quality.MissingSlices"));
        Assert.Equal([0f, 15, 0, 0], ViewReading.ReadColumn<float>(measured, "Quality.TiltDegrees").Select(angle => MathF.Round(angle, 2)));
        Assert.All(ViewReading.ReadColumn<string>(measured, "Quality.Contrast"), text => Assert.True(Enum.TryParse<CtContrast>(text, out _)));
        IDataView kept = _ml.Data.FilterRowsByColumn(_ml.Data.FilterRowsByColumn(measured, "Quality.TiltDegrees", upperBound: 1), "Quality.MissingSlices", upperBound: 1);
        Assert.Equal(["ge-axial", "ge-overlap"], ViewReading.ReadColumn<string>(kept, "Report"));
    }

    [Fact]
    public void Transform_HeaderFactsOnly_DecodesNothing()
    {
        CountingVolume counting = new();
        IDataView measured = Measure(SeriesErrorPolicy.Throw, counting.Create());

        Assert.Equal(40f, ViewReading.ReadColumn<float>(measured, "Quality.SliceCount")[0]);
        Assert.Equal("", ViewReading.ReadColumn<string>(measured, "Quality.ConvolutionKernel")[0]);
        Assert.Equal(0, counting.Reads);

        List<object?[]> pixels = ViewReading.ReadRows(measured, "Quality.AirPeakHu", "Quality.PaddingFraction", "Quality.SliceCount");
        Assert.Equal(new object[] { -1000f, 0f, 40f }, pixels[0]);
        Assert.Equal(16, counting.Reads);
    }

    [Fact]
    public void Transform_PredictionEngine_ReadsPixelsOnlyForPixelFacts()
    {
        CountingVolume counting = new();
        IDataView view = _ml.Data.LoadFromEnumerable([new VolumeRow()]);
        ITransformer model = _ml.Transforms.MeasureCtQuality("Quality", "Volume").Fit(view);
        using PredictionEngine<VolumeRow, HeaderFacts> engine = _ml.Model.CreatePredictionEngine<VolumeRow, HeaderFacts>(model);

        Assert.Equal(2f, engine.Predict(new VolumeRow { Volume = counting.Create() }).SpacingZMm);
        Assert.Equal(0, counting.Reads);
    }

    [Fact]
    public void Transform_NoVolumeUnderThrow_SaysWhichStepKnowsWhy()
    {
        var failure = Assert.Throws<DicomException>(() => ViewReading.ReadColumn<float>(Measure(SeriesErrorPolicy.Throw, [null]), "Quality.SliceCount"));
        Assert.Contains("there is no volume", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_MissingValue_KeepsTheRowWithTheReason()
    {
        CountingVolume damaged = new() { IsDamaged = true };
        IDataView measured = Measure(SeriesErrorPolicy.MissingValue, null, damaged.Create(), new CountingVolume().Create());

        List<object?[]> rows = ViewReading.ReadRows(measured, "Quality.SliceCount", "Quality.AirPeakHu", "Quality.Contrast", "QualityError");
        Assert.Equal(new object[] { float.NaN, float.NaN, "" }, rows[0][..3]);
        Assert.Contains("no volume", (string)rows[0][3]!, StringComparison.Ordinal);
        Assert.Equal(new object[] { 40f, float.NaN, "Unknown", "slice.dcm: the pixels are damaged." }, rows[1]);
        Assert.Equal(new object[] { 40f, -1000f, "Unknown", "" }, rows[2]);
    }

    [Fact]
    public void Transform_SkipRow_LeavesOutWhatCannotBeMeasured()
    {
        CountingVolume damaged = new() { IsDamaged = true };
        IDataView measured = Measure(SeriesErrorPolicy.SkipRow, null, damaged.Create(), new CountingVolume().Create());

        Assert.Equal([40f], ViewReading.ReadColumn<float>(measured, "Quality.SliceCount"));
        Assert.Equal(["2"], ViewReading.ReadColumn<string>(measured, "Name"));
    }

    [Fact]
    public void Transform_DamagedPixelsUnderThrow_FailsForPixelFactsOnly()
    {
        CountingVolume damaged = new() { IsDamaged = true };
        IDataView measured = Measure(SeriesErrorPolicy.Throw, damaged.Create());

        Assert.Equal([40f], ViewReading.ReadColumn<float>(measured, "Quality.SliceCount"));
        Assert.Throws<DicomPixelDataException>(() => ViewReading.ReadColumn<float>(measured, "Quality.FatPeakHu"));
    }

    [Fact]
    public void MeasureCtQuality_NoSlices_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => _ml.Transforms.MeasureCtQuality(Options(SeriesErrorPolicy.Throw) with { MaxSlices = 0 }));

    private static MeasureCtQualityOptions Options(SeriesErrorPolicy onError) => new() { OutputColumnName = "Quality", InputColumnName = "Volume", OnError = onError };

    private IDataView Measure(SeriesErrorPolicy onError, params CtVolume?[] volumes)
    {
        IDataView view = _ml.Data.LoadFromEnumerable(volumes.Select((volume, i) => new VolumeRow { Name = $"{i}", Volume = volume }).ToArray());
        return _ml.Transforms.MeasureCtQuality(Options(onError)).Fit(view).Transform(view);
    }

    private sealed class HeaderFacts
    {
        [ColumnName("Quality.SpacingZMm")]
        public float SpacingZMm { get; set; }
    }
}
