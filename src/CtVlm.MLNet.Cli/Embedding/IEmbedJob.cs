namespace CtVlm.MLNet.Cli;

/// <summary>One run of <c>embed</c>.</summary>
internal interface IEmbedJob
{
    /// <summary>Runs it.</summary>
    Task<EmbedOutcome> RunAsync(CancellationToken cancellationToken);

    /// <summary>What a run came to, in words.</summary>
    string Describe(EmbedOutcome outcome);
}
