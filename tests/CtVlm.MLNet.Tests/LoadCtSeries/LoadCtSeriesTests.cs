using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class LoadCtSeriesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Workout_Passes() => EstimatorWorkout.Run(_ml, _ml.Transforms.LoadCtSeries("Volume", "SeriesPath"), new EstimatorWorkoutInput
    {
        Valid = TestCohort.Shared.View(_ml, 3),
        Invalid =
        [
            _ml.Data.LoadFromEnumerable([new BagRow()]),
            _ml.Transforms.CopyColumns("SeriesPath", "Severity").Fit(TestCohort.Shared.View(_ml)).Transform(TestCohort.Shared.View(_ml)),
        ],
    });

    [Fact]
    public void Transform_RelativePath_StartsFromTheBaseFolder()
    {
        IDataView studies = _ml.Data.LoadFromTextFile<CtStudy>(TestCohort.Shared.CsvPath, ',', hasHeader: true, allowQuoting: true);
        IDataView result = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath", TestCohort.Shared.Folder).Fit(studies).Transform(studies);
        Assert.All(ViewReading.ReadColumn<string>(result, "Volume"), fingerprint => Assert.Equal(64, fingerprint.Length));
    }

    [Fact]
    public void Transform_FolderWithUid_OpensThatSeries()
    {
        CtInventory inventory = CtInventory.Scan(TestCohort.Shared.Folder, cancellationToken: TestContext.Current.CancellationToken);
        CtSeriesEntry wanted = inventory.Series[5];
        CtStudy[] rows = [new() { SeriesPath = $"{TestCohort.Shared.Folder}|{wanted.Description.SeriesInstanceUid}" }];
        IDataView studies = _ml.Data.LoadFromEnumerable(rows);
        string found = ViewReading.ReadColumn<string>(_ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Fit(studies).Transform(studies), "Volume")[0];
        using CtVolume expected = wanted.Open();
        Assert.Equal(expected.GetContentFingerprint(TestContext.Current.CancellationToken), found);
    }

    [Fact]
    public void Transform_EmptyPath_SaysWhichColumn()
    {
        IDataView studies = _ml.Data.LoadFromEnumerable([new CtStudy()]);
        IDataView result = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Fit(studies).Transform(studies);
        var failure = Assert.Throws<DicomException>(() => ViewReading.ReadColumn<string>(result, "Volume"));
        Assert.Contains("'SeriesPath' names no series", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Workout_WithReadOptions_Passes() => EstimatorWorkout.Run(_ml, Isotropic(), new EstimatorWorkoutInput
    {
        Valid = TestCohort.Shared.View(_ml, 2),
        Invalid = [_ml.Data.LoadFromEnumerable([new BagRow()])],
    });

    [Fact]
    public void Transform_Resampling_GivesIsotropicVolumes()
    {
        IDataView view = TestCohort.Shared.View(_ml, 2);
        IDataView measured = Isotropic().Append(_ml.Transforms.MeasureCtQuality("Quality", "Volume")).Fit(view).Transform(view);
        Assert.All(
            ViewReading.ReadRows(measured, "Quality.SpacingZMm", "Quality.SpacingYMm", "Quality.SpacingXMm"),
            row => Assert.All(row, spacing => Assert.Equal(12.5f, (float)spacing!, 1e-4f)));
    }

    [Fact]
    public void Cache_VolumeColumn_IsNotKept()
    {
        // ML.NET drops a column that it cannot cache: pipelines must load volumes after a cache checkpoint, or rely on the embedding cache.
        IDataView view = TestCohort.Shared.View(_ml, 2);
        IDataView result = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Fit(view).Transform(view);
        Assert.Null(_ml.Data.Cache(result).Schema.GetColumnOrNull("Volume"));
    }

    private LoadCtSeriesEstimator Isotropic() => _ml.Transforms.LoadCtSeries(new LoadCtSeriesOptions
    {
        OutputColumnName = "Volume",
        InputColumnName = "SeriesPath",
        ReadOptions = new CtReadOptions { Policy = CtReadPolicy.Resample, Padding = PaddingPolicy.ReplaceWithMinimum, Resampling = CtResampling.Isotropic(12.5) with { BackgroundHu = -1000 } },
    });
}
