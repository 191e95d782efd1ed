using System.Text.Json;
using CtVlm.MLNet.Tests;

namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Broken files: each is refused with one clear exception, or read to the right values; never a crash or a hang. Memory is the matter of <see cref="PeakMemoryTests"/>.</summary>
public sealed class HostileFilesTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly string Root = Path.Combine(GoldenFiles.RepositoryRoot, "tests", "Hostile", "dicom");

    private static readonly Dictionary<string, HostileCase> Cases = JsonSerializer
        .Deserialize<HostileSet>(File.ReadAllText(Path.Combine(Root, "cases.json")), Json)!
        .Cases.ToDictionary(item => item.Id, StringComparer.Ordinal);

    public static TheoryData<string> Ids => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Open_HostileInput_RefusesClearlyOrReadsRight(string id)
    {
        HostileCase item = Cases[id];
        string path = Path.Combine(Root, item.Path);
        DicomException? failure = TryRead(path, out CtStatistics? statistics, out int[] shape);
        if (failure != null)
        {
            Assert.NotEqual("tolerate", item.Expect);
            AssertClear(failure, item, path);
            return;
        }

        Assert.NotEqual("error", item.Expect);
        Assert.True(float.IsFinite(statistics!.MinHu) && float.IsFinite(statistics.MaxHu));
        if (item.HuSha256IfRead != null)
        {
            Assert.Equal(item.ShapeIfRead, shape);
            Assert.Equal(item.HuSha256IfRead, statistics.HuSha256);
        }
    }

    [Fact]
    public void Scan_AllHostileInputsAtOnce_SkipsWithReasons()
    {
        CtInventory inventory = CtInventory.Scan(Root, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(inventory.Skipped.Count > 100);
        Assert.All(inventory.Skipped, file => Assert.NotEmpty(file.Reason));
        Assert.Contains(inventory.Skipped, file => file.Path == "cases.json" && file.Reason == "not a DICOM file");
    }

    private static DicomException? TryRead(string path, out CtStatistics? statistics, out int[] shape)
    {
        statistics = null;
        shape = [];
        try
        {
            using CtVolume volume = CtVolume.Open(path, new CtReadOptions { MaxDegreeOfParallelism = 1 });
            shape = [volume.SliceCount, volume.Rows, volume.Columns];
            statistics = volume.ComputeStatistics(1, TestContext.Current.CancellationToken);
            return null;
        }
        catch (DicomException failure)
        {
            return failure;
        }
    }

    private static void AssertClear(DicomException failure, HostileCase item, string path)
    {
        if (item.ErrorNamesAnyOf.Length > 0)
        {
            Assert.Contains(item.ErrorNamesAnyOf, word => failure.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
        }

        if (File.Exists(path))
        {
            Assert.Contains(Path.GetFileName(path), failure.Message);
        }

        Assert.DoesNotContain(Root, failure.Message);
    }

    private sealed record HostileSet(HostileCase[] Cases);
}
