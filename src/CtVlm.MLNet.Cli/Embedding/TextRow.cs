namespace CtVlm.MLNet.Cli;

/// <summary>A row of the pipeline that embeds texts.</summary>
internal sealed class TextRow
{
    /// <summary>The text.</summary>
    public string Text { get; set; } = "";
}
