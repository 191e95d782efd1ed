namespace CtVlm.MLNet.Cli;

/// <summary>What a run of <c>compare</c> is told.</summary>
/// <param name="Console">Where it speaks.</param>
/// <param name="Cohort">studies.csv.</param>
/// <param name="Output">The folder to write.</param>
/// <param name="CheckpointFolder">Where finished fits are kept; null for nowhere.</param>
/// <param name="ModelPath">Where the recommended strategy's model goes; null for nowhere.</param>
/// <param name="Device">Where encoders run, as on the command line.</param>
/// <param name="Runtime">How they run.</param>
/// <param name="Label">The column of classes.</param>
/// <param name="PrintsJson">Whether standard output is one JSON document.</param>
/// <param name="Settings">Strategies, folds, metric, seed, limits; columns and monitor are set by the run.</param>
internal sealed record CompareRequest(
    ToolConsole Console,
    string Cohort,
    string Output,
    string? CheckpointFolder,
    string? ModelPath,
    string Device,
    CtRuntimeOptions Runtime,
    string Label,
    bool PrintsJson,
    StrategyExperimentSettings Settings);
