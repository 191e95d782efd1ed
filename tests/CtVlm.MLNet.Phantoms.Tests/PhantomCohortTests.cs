using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Phantoms.Tests;

public sealed class PhantomCohortTests : IDisposable
{
    private static readonly PhantomOptions Tiny = new() { ImageSize = 48, SliceCount = 8 };
    private readonly string _root = Directory.CreateTempSubdirectory("phantom-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Write_OneThreadAndFour_GiveTheSameFiles()
    {
        string one = Path.Combine(_root, "one"), four = Path.Combine(_root, "four");
        Write(one, 6, threads: 1);
        Write(four, 6, threads: 4);
        string[] files = Files(one);
        Assert.Equal(files, Files(four));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(four, file))));
    }

    [Fact]
    public void Write_Cohort_TableNamesEverySeriesOnce()
    {
        string folder = Path.Combine(_root, "cohort");
        PhantomCohortSummary summary = Write(folder, 5, threads: 2, options: Tiny with { SeriesPerPatient = 2 });
        string[] lines = File.ReadAllText(summary.StudiesPath).TrimEnd('\n').Split('\n');
        Assert.Equal("series_path,patient_id,severity,report", lines[0]);
        Assert.Equal(11, lines.Length);
        Assert.Equal((5, 10, 5), (summary.PatientCount, summary.SeriesCount, summary.PatientsBySeverity.Sum()));
        for (int i = 0; i < 10; i++)
        {
            PhantomPatient patient = PhantomPatient.Generate(17, i / 2, Tiny);
            string path = $"series/P{(i / 2) + 1:0000}/S{(i % 2) + 1}";
            Assert.StartsWith($"{path},{patient.Id},{(int)patient.Severity},", lines[i + 1]);
            Assert.Contains(patient.Report.Text, lines[i + 1]);
            Assert.Equal(8, Directory.GetFiles(Path.Combine(folder, path), "*.dcm").Length);
        }
    }

    [Fact]
    public void Write_Cohort_MasksAreSafetensorsWithTheGroundTruth()
    {
        string folder = Path.Combine(_root, "masks-too");
        Write(folder, 2, threads: 1, options: Tiny with { SeriesPerPatient = 1 });
        byte[] file = File.ReadAllBytes(Path.Combine(folder, "masks", "P0002-S1.safetensors"));
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        using JsonDocument header = JsonDocument.Parse(Encoding.UTF8.GetString(file, 8, length));
        JsonElement tensor = header.RootElement.GetProperty("mask");
        Assert.Equal("U8", tensor.GetProperty("dtype").GetString());
        Assert.Equal([8, 48, 48], tensor.GetProperty("shape").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal(file.Length - 8 - length, tensor.GetProperty("data_offsets")[1].GetInt32());
        Assert.Equal(PhantomPatient.Generate(17, 1, Tiny).Series[0].Mask, file[(8 + length)..]);
    }

    [Fact]
    public void Write_WithProgress_ReportsEachPatientOnce()
    {
        List<PhantomProgress> reports = [];
        PhantomCohort.Write(
            Path.Combine(_root, "told"), 4, 17, Tiny, progress: new Recorder(reports), maxDegreeOfParallelism: 2, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3, 4], reports.Select(report => report.CompletedPatients));
        Assert.All(reports, report => Assert.Equal(4, report.TotalPatients));
    }

    [Fact]
    public void Write_FolderNotEmpty_ThrowsAndLeavesItAlone()
    {
        File.WriteAllText(Path.Combine(_root, "mine.txt"), "keep");
        IOException failure = Assert.Throws<IOException>(() => Write(_root, 1, threads: 1));
        Assert.Contains("is not empty", failure.Message);
        Assert.Equal(["mine.txt"], Files(_root));
    }

    [Fact]
    public void Write_UnknownTransferSyntax_ListsKnownOnesAndWritesNothing()
    {
        string folder = Path.Combine(_root, "none");
        ArgumentException failure = Assert.Throws<ArgumentException>(() => PhantomCohort.Write(
            folder, 1, 1, Tiny, "JPEG3000", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("'JPEG3000'", failure.Message);
        Assert.All(DicomSeriesWriter.TransferSyntaxes, name => Assert.Contains(name, failure.Message));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Write_Cancelled_Throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() => PhantomCohort.Write(
            Path.Combine(_root, "stopped"), 3, 1, Tiny, cancellationToken: new CancellationToken(canceled: true)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Write_CountsOutOfRange_Throws(int patients, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(Path.Combine(_root, "bad"), patients, threads));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void AppendRow_SpecialCharacters_AreQuoted(string field, string expected)
    {
        StringBuilder text = new();
        CsvText.AppendRow(text, "x", field);
        Assert.Equal($"x,{expected}\n", text.ToString());
    }

    private static PhantomCohortSummary Write(string folder, int patients, int threads, PhantomOptions? options = null) =>
        PhantomCohort.Write(folder, patients, 17, options ?? Tiny, maxDegreeOfParallelism: threads, cancellationToken: TestContext.Current.CancellationToken);

    private static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private sealed class Recorder(List<PhantomProgress> reports) : IProgress<PhantomProgress>
    {
        public void Report(PhantomProgress value) => reports.Add(value);
    }
}
