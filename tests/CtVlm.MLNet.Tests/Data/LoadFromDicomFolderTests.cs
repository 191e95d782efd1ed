using System.IO.Compression;
using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class LoadFromDicomFolderTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void LoadFromDicomFolder_Cohort_GivesARowEachThatLoads()
    {
        IDataView rows = _ml.Data.LoadFromDicomFolder(TestCohort.Shared.Folder);
        List<CtSeriesRow> series = [.. _ml.Data.CreateEnumerable<CtSeriesRow>(rows, reuseRowObject: false)];
        Assert.Equal(24, series.Count);
        Assert.All(series, s => Assert.Equal((8, 48, 48, "axial"), (s.Slices, s.Rows, s.Columns, s.Orientation)));
        IDataView loaded = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Fit(rows).Transform(rows);
        Assert.Equal(24, ViewReading.ReadColumn<string>(loaded, "Volume").Distinct().Count());
    }

    [Fact]
    public void LoadFromDicomFolder_TwoPhases_GivesARowEachThatSaysWhyAndLoads()
    {
        IDataView rows = _ml.Data.LoadFromDicomFolder(GoldenFiles.Path("dicom", "files", "fo-two-phases"));
        List<string> reasons = ViewReading.ReadColumn<string>(rows, "SplitReason");
        Assert.Equal(2, reasons.Count);
        Assert.All(reasons, reason => Assert.StartsWith("One of 2 volumes of one series", reason, StringComparison.Ordinal));
        AssertLoadsSeparateVolumes(rows, 2);
    }

    [Fact]
    public void LoadFromDicomFolder_Archive_GivesARowEachThatLoads()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("cohort.zip");
        ZipFile.CreateFromDirectory(TestCohort.Shared.Folder, path);
        IDataView rows = _ml.Data.LoadFromDicomFolder(path);
        Assert.All(ViewReading.ReadColumn<string>(rows, "SplitReason"), Assert.Empty);
        AssertLoadsSeparateVolumes(rows, 24);
    }

    [Fact]
    public void LoadFromDicomFolder_NoSuchPath_Throws() => Assert.Throws<FileNotFoundException>(() => _ml.Data.LoadFromDicomFolder("nowhere"));

    private void AssertLoadsSeparateVolumes(IDataView rows, int count)
    {
        IDataView loaded = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Fit(rows).Transform(rows);
        Assert.Equal(count, loaded.GetColumn<CtVolume>("Volume").Select(volume => volume.GetContentFingerprint(TestContext.Current.CancellationToken)).Distinct().Count());
    }

    [Fact]
    public void LoadFromDicomFolder_NoSeries_GivesAnEmptyViewWithTheColumns()
    {
        using TemporaryFolder folder = new();
        IDataView rows = _ml.Data.LoadFromDicomFolder(folder.Path);
        Assert.Empty(ViewReading.ReadColumn<string>(rows, "SeriesPath"));
    }
}
