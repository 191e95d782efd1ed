using System.CommandLine;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm embed</c>: embeddings of a cohort.</summary>
internal static class EmbedCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        EmbedCommandOptions options = new();
        Option<bool> strict = CommonOptions.Strict();
        Command command = new(
            "embed",
            "Embed the CT series of a cohort. A row a series: series_path, patient_id, severity, series_instance_uid, slice_count (slices of the series), extra columns, embedding; "
            + "in CSV the embedding is e0, e1, ... Parquet keeps encoder, encoder_hash, rendering, point and pooling as metadata of the file. "
            + "A series that cannot be used is named on standard error with its reason and left out; the run ends with 0, unless all failed (then with 1, and without a file) "
            + "or --strict is given (then with 1, and with the file of those that went well). Ctrl+C ends it within one batch; what is embedded by then is in the cache.");
        options.AddTo(command);
        command.Add(strict);
        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed, console, cancellationToken), parsed.GetValue(strict), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(EmbedJob job, bool strict, CancellationToken cancellationToken)
    {
        EmbedOutcome outcome = await job.RunAsync(cancellationToken);
        if (outcome.Series == 0 && outcome.Failed > 0)
        {
            job.Console.Error.WriteLine($"ctvlm: none of {PlainText.Count(outcome.Failed, "series", "series")} could be embedded; nothing was written.");
            return ExitCode.Failed;
        }

        job.Console.Out.WriteLine(
            $"{job.Output}: {PlainText.Count(outcome.Rows, "row", "rows")} of {PlainText.Count(outcome.Series, "series", "series")}, {PlainText.Number(outcome.Failed)} failed");
        return strict && outcome.Failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
