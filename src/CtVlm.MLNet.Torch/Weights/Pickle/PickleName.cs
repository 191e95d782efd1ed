namespace CtVlm.MLNet.Torch;

/// <summary>A name of a module that a pickle may ask for.</summary>
/// <param name="Kind">What calling it gives.</param>
/// <param name="FullName">Module and member.</param>
/// <param name="ElementType">The element type of a storage; null for every other kind.</param>
internal sealed record PickleName(PickleNameKind Kind, string FullName, SafetensorsType? ElementType = null);
