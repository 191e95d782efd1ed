using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Settings of <see cref="EmbedTextEstimator"/>.</summary>
public sealed record EmbedTextOptions
{
    /// <summary>The column of text embeddings that is added.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>The text column.</summary>
    /// <value>Null: the output column's name.</value>
    public string? InputColumnName { get; init; }

    /// <summary>The encoder; it must have a text tower.</summary>
    public required VlmEncoder Encoder { get; init; }

    /// <summary>What each text is put into, at "{0}": "a CT image showing {0}". With templates the vector is CLIP's prompt ensemble: each filled template's vector is L2-normalised, they are averaged, the average is L2-normalised.</summary>
    /// <value>Empty: the text itself, and its vector as the tower gives it, un-normalised.</value>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>An integer column with the number of tokens of the whole text, both ends included; with templates, of the longest filled one. Above the encoder's context length the rest was cut.</summary>
    /// <value>Null: no such column.</value>
    public string? TokenCountColumnName { get; init; }

    /// <summary>A Boolean column that is true where the end of the text did not fit into the encoder's context and was cut; with templates, in at least one.</summary>
    /// <value>Null: no such column. The log always gives the number of such texts, once a pass.</value>
    public string? TruncatedColumnName { get; init; }

    /// <summary>How the step runs on this machine; never saved. The cache holds no texts. The batch size is the number of filled templates in one call of the encoder.</summary>
    /// <value>Null: the context's settings, see <see cref="CtContextExtensions.ConfigureCtVlm"/>, and 256 texts a call.</value>
    public CtRuntimeOptions? Runtime { get; init; }

    /// <summary>Every rule that is broken, in words.</summary>
    internal IEnumerable<string> FindFaults()
    {
        string?[] added = [OutputColumnName, TokenCountColumnName, TruncatedColumnName];
        IEnumerable<string> faults = PromptEnsemble.FindFaults(Templates);
        faults = added.Any(name => name?.Length == 0) ? faults.Append("the name of an added column is empty") : faults;
        return added.OfType<string>().Distinct(StringComparer.Ordinal).Count() < added.OfType<string>().Count()
            ? faults.Append("two added columns have the same name")
            : faults;
    }
}
