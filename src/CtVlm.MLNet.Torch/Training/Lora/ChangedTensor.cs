namespace CtVlm.MLNet.Torch;

/// <summary>A tensor that takes the place of a checkpoint's, in ordinary memory.</summary>
/// <param name="Name">The checkpoint's name.</param>
/// <param name="Shape">Length of each dimension; empty for a scalar.</param>
/// <param name="Values">The numbers, row-major.</param>
internal sealed record ChangedTensor(string Name, IReadOnlyList<long> Shape, float[] Values)
{
    /// <summary>Copies a parameter.</summary>
    public static ChangedTensor Of(NamedParameter parameter) => new(parameter.Name, parameter.Parameter.shape, PlainValues.Of(parameter.Parameter));

    /// <summary>A tensor of one number without dimensions.</summary>
    public static ChangedTensor Scalar(string name, float value) => new(name, [], [value]);
}
