namespace CtVlm.MLNet.Torch;

/// <summary>A text as token ids.</summary>
/// <param name="Ids">The ids, both ends included; no padding.</param>
/// <param name="FullLength">Number of ids that the whole text would have.</param>
internal sealed record TokenizedText(IReadOnlyList<int> Ids, int FullLength)
{
    /// <summary>True when the end of the text was cut off to fit the context.</summary>
    public bool IsTruncated => FullLength > Ids.Count;
}
