namespace CtVlm.MLNet.Torch;

/// <summary>The adapter of one linear map: W + s B A.</summary>
/// <param name="Name">Name of the module in the base model.</param>
/// <param name="Down">Name of A in the adapter's file, [r, in].</param>
/// <param name="Up">Name of B in the adapter's file, [out, r].</param>
/// <param name="Scaling">s.</param>
internal sealed record LoraModule(string Name, string Down, string Up, double Scaling)
{
    /// <summary>Name of W in the base model's checkpoint.</summary>
    public string WeightName => Name + ".weight";
}
