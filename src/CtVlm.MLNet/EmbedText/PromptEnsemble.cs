using System.Numerics.Tensors;

namespace CtVlm.MLNet;

/// <summary>Prompt templates, and the one vector that the filled templates of a text have together.</summary>
/// <remarks>
/// <b>Source:</b> Radford et al., arXiv 2103.00020, section 3.1.4; openai/CLIP, notebooks/Prompt_Engineering_for_ImageNet.ipynb, zeroshot_classifier (MIT):
/// each vector is divided by its L2 norm, the unit vectors are averaged, the average is divided by its norm again.
/// </remarks>
internal static class PromptEnsemble
{
    /// <summary>What stands for the text in a template.</summary>
    public const string Placeholder = "{0}";

    /// <summary>Most templates that are accepted: CLIP's own longest list has 80.</summary>
    public const int MaxTemplates = 1000;

    /// <summary>What is wrong with templates, in words; empty when nothing is.</summary>
    public static IEnumerable<string> FindFaults(IReadOnlyList<string>? templates)
    {
        if (templates is null)
        {
            return ["Templates is null: leave it empty for the text itself"];
        }

        IEnumerable<string> faults = templates.Index()
            .Where(t => t.Item is null || !t.Item.Contains(Placeholder, StringComparison.Ordinal))
            .Select(t => $"template {t.Index}, '{t.Item}', has no {Placeholder} where the text goes");
        return templates.Count > MaxTemplates ? faults.Append($"there are {templates.Count} templates, at most {MaxTemplates} are allowed") : faults;
    }

    /// <summary>A text in every template, in their order; the text alone where there is no template.</summary>
    public static IEnumerable<string> Fill(IReadOnlyList<string> templates, string text) =>
        templates.Count == 0 ? [text] : templates.Select(template => template.Replace(Placeholder, text, StringComparison.Ordinal));

    /// <summary>The unit vector of an ensemble. Sums are in double, so that the order of the rows does not show.</summary>
    /// <param name="rows">Vectors (N, D), N at least 1.</param>
    /// <param name="destination">Receives D values of norm 1; NaN where a row is a vector of zeros, which has no direction.</param>
    public static void Average(ReadOnlySpan<float> rows, Span<float> destination)
    {
        int width = destination.Length;
        double[] sum = new double[width], row = new double[width];
        for (int start = 0; start < rows.Length; start += width)
        {
            TensorPrimitives.ConvertTruncating(rows.Slice(start, width), row);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<double>(row), row);
            TensorPrimitives.Add<double>(sum, row, sum);
        }

        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<double>(sum), sum);
        TensorPrimitives.ConvertTruncating<double, float>(sum, destination);
    }
}
