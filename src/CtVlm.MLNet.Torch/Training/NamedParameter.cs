using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>A parameter that is trained, under the name that checkpoints have for it.</summary>
/// <param name="Name">Unique among those trained together.</param>
/// <param name="Parameter">The parameter; its owner's.</param>
internal readonly record struct NamedParameter(string Name, Parameter Parameter);
