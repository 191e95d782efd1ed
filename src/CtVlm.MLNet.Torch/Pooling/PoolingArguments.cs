using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>The arguments of a pooling as text, in the order in which they are written: <c>k=4,by=norm</c>.</summary>
/// <param name="values">Names and values; numbers in the invariant culture and round-trip precision.</param>
internal sealed class PoolingArguments(params (string Name, string Value)[] values)
{
    private readonly HashSet<string> _read = [];

    /// <summary>No argument.</summary>
    public static PoolingArguments None => new();

    /// <summary>A number as text.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A whole number as text.</summary>
    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A choice as text: its name in small letters.</summary>
    public static string Text(Enum value) => value.ToString().ToLowerInvariant();

    /// <summary>Reads <c>name=value,name=value</c>.</summary>
    /// <exception cref="ArgumentException">A part is no pair.</exception>
    public static PoolingArguments Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new([.. parts.Select(part => part.Split('=', 2) is [string name, string value]
            ? (name.Trim(), value.Trim())
            : throw new ArgumentException($"'{part}' is not an argument; name=value expected.", nameof(text)))]);
    }

    /// <summary>The name and the arguments.</summary>
    public string Format(string name) => values.Length == 0 ? name : $"{name}:{string.Join(',', values.Select(v => $"{v.Name}={v.Value}"))}";

    /// <summary>A number, or its default.</summary>
    /// <exception cref="ArgumentException">The value is no finite number.</exception>
    public double Number(string name, double standard) =>
        Find(name) is not { } text ? standard
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : throw new ArgumentException($"Argument '{name}' is '{text}'; a number expected.");

    /// <summary>A whole number, or its default.</summary>
    /// <exception cref="ArgumentException">The value is no whole number.</exception>
    public int Count(string name, int standard) =>
        Find(name) is not { } text ? standard
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw new ArgumentException($"Argument '{name}' is '{text}'; a whole number expected.");

    /// <summary>One of an enumeration's names, whatever the case, or its default.</summary>
    /// <exception cref="ArgumentException">The value is none of them.</exception>
    public TEnum Choice<TEnum>(string name, TEnum standard)
        where TEnum : struct, Enum =>
        Find(name) is not { } text ? standard
        : Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<TEnum>(text, ignoreCase: true)
        : throw new ArgumentException($"Argument '{name}' is '{text}'; one of {string.Join(", ", Enum.GetNames<TEnum>().Select(n => n.ToLowerInvariant()))} expected.");

    /// <summary>A word, or its default.</summary>
    public string Word(string name, string standard) => Find(name) ?? standard;

    /// <summary>Every argument has been asked for.</summary>
    /// <param name="owner">The name of what was made of them.</param>
    /// <param name="kind">What that is, for the message.</param>
    /// <exception cref="ArgumentException">One has not: its owner does not know it.</exception>
    public void RequireAllRead(string owner, string kind = "Pooling")
    {
        string[] unknown = [.. values.Select(v => v.Name).Where(name => !_read.Contains(name))];
        if (unknown.Length > 0)
        {
            throw new ArgumentException(
                $"{kind} '{owner}' has no argument {string.Join(", ", unknown.Select(u => $"'{u}'"))}. Known: {(_read.Count == 0 ? "none" : string.Join(", ", _read.Order(StringComparer.Ordinal)))}.");
        }
    }

    private string? Find(string name)
    {
        _read.Add(name);
        return values.Where(v => v.Name == name).Select(v => v.Value).LastOrDefault();
    }
}
