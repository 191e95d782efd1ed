using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Tests;

/// <summary>Failures that name a patient, a file and a report: none of it is written, printed, logged or kept.</summary>
public sealed class StrategyPrivacyTests : IDisposable
{
    private const string Patient = "Planted^Name";
    private const string File = "/cohort/sub-007/series.dcm";
    private const string Report = "stricture of the terminal ileum";
    private const string Secret = $"Cannot read {File} of {Patient}, reported as {Report}.";

    private readonly TemporaryFolder _folder = new();
    private readonly ComparisonFixture _fixture = new();
    private readonly LogRecorder _log;

    public StrategyPrivacyTests() => _log = new LogRecorder(_fixture.Ml);

    public static TheoryData<string> Kinds => ["InvalidOperationException", "FileNotFoundException", "ArgumentException", "DicomFormatException"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_TrainerWhoseFailureNamesAPatient_IsToldByItsTypeOnly(string kind)
    {
        StrategyTrainer broken = StrategyTrainer.From("broken", _ => throw Failure(kind));
        StrategyExperimentResult result = Run(_fixture.Strategy(broken), _fixture.Strategy());
        Assert.StartsWith(kind, result.RunDetails[0].ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(Patient, result.RunDetails[0].Failure!.ToString(), StringComparison.Ordinal);
        Assert.Contains(kind, result.ToJson(), StringComparison.Ordinal);
        NothingIsTold(result);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_EncoderWhoseFailureNamesAPatient_IsToldByItsTypeOnly(string kind)
    {
        VlmEncoder broken = VlmEncoder.FromFactory("broken", "broken-2", _fixture.Strategy().Encoder.Vision, _ => throw Wrapped(kind));
        StrategyExperimentResult result = Run(_fixture.Strategy() with { Encoder = broken }, _fixture.Strategy());
        Assert.StartsWith("The encoder pass failed: ", result.RunDetails[0].ErrorMessage, StringComparison.Ordinal);
        NothingIsTold(result);
    }

    [Fact]
    public void Run_FailureFromACheckpoint_IsToldAsBefore()
    {
        StrategyTrainer broken = StrategyTrainer.From("broken", _ => throw Failure("InvalidOperationException"));
        string? first = Run(_fixture.Strategy(broken), _fixture.Strategy()).RunDetails[0].ErrorMessage;
        StrategyRunDetail again = Run(_fixture.Strategy(broken), _fixture.Strategy()).RunDetails[0];
        Assert.Equal(first, again.ErrorMessage);
        Assert.Null(again.Failure);
    }

    [Fact]
    public void Run_EveryStrategyFails_NamesNobody()
    {
        StrategyTrainer broken = StrategyTrainer.From("broken", _ => throw Failure("InvalidOperationException"));
        Untold(Assert.Throws<InvalidOperationException>(() => Run(_fixture.Strategy(broken))).ToString());
    }

    [Fact]
    public void Of_OwnMessageThatNamesAFile_IsNotTold()
    {
        ArgumentException own = Assert.Throws<ArgumentException>(() => SlicePooling.Parse("models/P007"));
        Assert.Equal($"ArgumentException: {StrategyFailureText.Untold}", StrategyFailureText.Of(own));
        Assert.Contains("'nosuch'", StrategyFailureText.Of(Assert.Throws<ArgumentException>(() => SlicePooling.Parse("nosuch"))), StringComparison.Ordinal);
    }

    private static Exception Failure(string kind) => kind switch
    {
        "FileNotFoundException" => new FileNotFoundException(Secret, File),
        "ArgumentException" => new AggregateException(new ArgumentException(Secret)),
        "DicomFormatException" => new Dicom.DicomFormatException(Secret),
        _ => new InvalidOperationException($"{Report}\n{Secret}"),
    };

    // Failures of files and series end a run; what wraps them is a failure of the encoder.
    private static AggregateException Wrapped(string kind) => new(Failure(kind), Failure(kind));

    private StrategyExperimentResult Run(params EmbeddingStrategy[] strategies) => _fixture.Run(_fixture.Settings(strategies) with { RefitsBest = true, CheckpointFolder = _folder.Combine("checkpoint") });

    private void NothingIsTold(StrategyExperimentResult result)
    {
        result.WriteReport(_folder.Combine("report.html"));
        foreach (string text in (string[])
            [
                result.ToJson(), result.ToTable(), result.Statement, .. result.Warnings, .. result.RunDetails.Select(run => run.ErrorMessage ?? ""), .. _fixture.Monitor.Failed.Select(failed => failed.Message),
                .. _log.With(""), System.IO.File.ReadAllText(_folder.Combine("report.html")), .. Directory.EnumerateFiles(_folder.Combine("checkpoint")).Select(System.IO.File.ReadAllText),
            ])
        {
            Untold(text);
        }

        Assert.NotEmpty(_log.With("broken"));
    }

    private static void Untold(string text)
    {
        foreach (string secret in (string[])[Patient, File, "sub-007", Report])
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
