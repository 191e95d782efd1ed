using System.Globalization;
using System.Text.RegularExpressions;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Names and shapes of a published model's tensors, from Models/Approvals/NAME.txt, against those of modules that hold no memory.</summary>
/// <remarks>
/// A line is `name [length, ...]`; in a name `{0..11}` stands for each of these numbers and `{weight,bias}` for each of these words; `#` begins a
/// comment. The line `total N` is the number of elements of all tensors, as the publisher states it. The files are written from the
/// publishers' key lists, not from the modules.
/// </remarks>
internal static partial class ModelApprovals
{
    private const string TotalPrefix = "total ";

    /// <summary>Every tensor of a file, expanded: "name [shape]" in ordinal order. Fails where their elements do not add up to the file's total.</summary>
    public static IReadOnlyList<string> Read(string approval)
    {
        string path = Path.Combine(GoldenFiles.RepositoryRoot, "tests", "CtVlm.MLNet.Torch.Tests", "Models", "Approvals", approval + ".txt");
        string[] lines = [.. File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#')];
        string[] tensors = [.. lines.Where(l => !l.StartsWith(TotalPrefix, StringComparison.Ordinal)).SelectMany(Expand).Order(StringComparer.Ordinal)];
        long total = long.Parse(Assert.Single(lines, l => l.StartsWith(TotalPrefix, StringComparison.Ordinal))[TotalPrefix.Length..], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.Equal(tensors.Length, tensors.Distinct().Count());
        Assert.Equal(total, tensors.Sum(CountElements));
        return tensors;
    }

    /// <summary>Compares a file with the parameters and buffers of a model's modules, built on the meta device.</summary>
    /// <param name="approval">Name of the file, without its ending.</param>
    /// <param name="unused">Tensors of the file that no module has, by intent.</param>
    /// <param name="modules">Make the modules; together they hold every other tensor once.</param>
    public static void AssertEqual(string approval, string[] unused, params Func<torch.nn.Module>[] modules)
    {
        string[] expected = [.. Read(approval).Where(t => !unused.Contains(t.Split(' ')[0]))];
        string[] got = [.. modules.SelectMany(List).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, got);
    }

    /// <summary>"name [shape]" of every parameter and buffer of a module, built on the meta device.</summary>
    public static IReadOnlyList<string> List(Func<torch.nn.Module> create)
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable meta = Unset.On(torch.META);
        using torch.nn.Module module = create();
        (string Name, torch.Tensor Tensor)[] tensors = [.. module.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)), .. module.named_buffers()];
        Assert.All(tensors, t => Assert.Equal(DeviceType.META, t.Tensor.device_type));
        return [.. tensors.Select(t => $"{t.Name} [{string.Join(", ", t.Tensor.shape)}]")];
    }

    private static IEnumerable<string> Expand(string line)
    {
        Match braces = Braces().Match(line);
        return braces.Success
            ? Alternatives(braces.Groups[1].Value).SelectMany(a => Expand($"{line[..braces.Index]}{a}{line[(braces.Index + braces.Length)..]}"))
            : [line];
    }

    private static IEnumerable<string> Alternatives(string text)
    {
        if (text.Split("..") is not [string first, string last])
        {
            return text.Split(',');
        }

        int start = int.Parse(first, CultureInfo.InvariantCulture);
        return Enumerable.Range(start, int.Parse(last, CultureInfo.InvariantCulture) - start + 1).Select(i => i.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Number of elements of "name [shape]".</summary>
    public static long CountElements(string tensor) => tensor[(tensor.IndexOf('[', StringComparison.Ordinal) + 1)..^1]
        .Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(1L, (product, length) => product * long.Parse(length, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Braces();
}
