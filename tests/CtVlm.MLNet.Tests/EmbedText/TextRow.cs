namespace CtVlm.MLNet.Tests;

/// <summary>A row with a text.</summary>
internal sealed class TextRow
{
    public string Text { get; set; } = "";
}
