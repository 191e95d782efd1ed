using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>A parameter that trains.</summary>
/// <param name="Name">Its name: the checkpoint's, or that of a module with <see cref="LoraForm.DownSuffix"/> or <see cref="LoraForm.UpSuffix"/>.</param>
/// <param name="Value">The parameter; of its tower or branch.</param>
internal sealed record TrainableParameter(string Name, Parameter Value);
