using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>The scale and bias of similarities that an adapter was trained with: PEFT has no place for them, so they are free text in the header of the adapter's tensors.</summary>
internal static class LoraScale
{
    /// <summary>Names of the tensors in a base model.</summary>
    public static IReadOnlyList<string> Names { get; } = ["logit_scale", "logit_bias"];

    /// <summary>Reads what <see cref="Write"/> wrote; nothing where others wrote the file.</summary>
    /// <exception cref="WeightsException">The text is no number.</exception>
    public static IReadOnlyList<ChangedTensor> Read(SafetensorsFile file)
    {
        List<ChangedTensor> tensors = [];
        foreach (string name in Names)
        {
            if (file.Metadata.TryGetValue(Key(name), out string? text))
            {
                tensors.Add(float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                    ? ChangedTensor.Scalar(name, value)
                    : throw new WeightsException($"Adapter {file.Path}: '{Key(name)}' of its header must be a finite number. Save the adapter again."));
            }
        }

        return tensors;
    }

    /// <summary>Adds the numbers that are changed to a header.</summary>
    public static void Write(AdaptedWeights weights, Dictionary<string, string> metadata)
    {
        foreach (string name in Names)
        {
            if (weights.FindScalar(name) is float value)
            {
                metadata[Key(name)] = value.ToString("R", CultureInfo.InvariantCulture);
            }
        }
    }

    private static string Key(string name) => "ctvlm." + name;
}
