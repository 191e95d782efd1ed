using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The verbs of this package that belong to no catalogue of ML.NET; from <see cref="CtContextExtensions.CtVlm"/>.</summary>
/// <remarks>Verbs are extension methods, as on ML.NET's own catalogues.</remarks>
public sealed class CtContext
{
    internal CtContext(IHostEnvironment environment) => Environment = environment;

    /// <summary>The context's environment.</summary>
    internal IHostEnvironment Environment { get; }
}
