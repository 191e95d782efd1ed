using Microsoft.ML;

namespace CtVlm.MLNet.Extensions.AI;

/// <summary>Settings of <see cref="VlmEmbeddingGenerators.AsTextEmbeddingGenerator"/>.</summary>
public sealed record TextGeneratorOptions
{
    /// <summary>What each text is put into, at "{0}": "a CT image showing {0}". The unit vectors of the filled templates are averaged, and the average is made a unit vector.</summary>
    /// <value>Empty: the text itself, un-normalised unless <see cref="IsNormalized"/>.</value>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>Whether vectors leave with unit L2 norm, as stores that compare by dot product want them.</summary>
    /// <value>False: as the encoder gives them.</value>
    public bool IsNormalized { get; init; }

    /// <summary>The context whose device and <see cref="CtContextExtensions.ConfigureCtVlm"/> settings are used; read when the generator is made.</summary>
    /// <value>Null: the CPU and the defaults.</value>
    public MLContext? Context { get; init; }
}
