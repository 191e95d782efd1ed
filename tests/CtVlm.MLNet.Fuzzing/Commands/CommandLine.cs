using System.Globalization;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Words and options of a command line: <c>--name value</c> pairs in any place, the rest in order.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <summary>Reads a command line; one that is a single argument is split at its spaces, because some drivers pass no more than one.</summary>
    public CommandLine(IReadOnlyList<string> given)
    {
        IReadOnlyList<string> arguments = given.Count == 1 ? given[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) : given;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                _words.Add(arguments[i]);
            }
            else if (i + 1 < arguments.Count)
            {
                _options[arguments[i][2..]] = arguments[++i];
            }
            else
            {
                throw new ArgumentException($"The option {arguments[i]} needs a value.");
            }
        }
    }

    public IReadOnlyList<string> Words => _words;

    public string Text(string name, string whenAbsent) => _options.GetValueOrDefault(name, whenAbsent);

    public int Number(string name, int whenAbsent) => _options.TryGetValue(name, out string? text)
        ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : whenAbsent;

    /// <summary>The word at an index.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public string Word(int index, string meaning) => index < _words.Count ? _words[index] : throw new ArgumentException($"{meaning} is missing.");
}
