using System.Globalization;
using System.Text.RegularExpressions;

namespace CtVlm.MLNet;

/// <summary>Finds names of classes in text, as whole words or whole numbers, whatever their case.</summary>
internal sealed class ClassMentions
{
    /// <summary>Longer texts are searched up to here.</summary>
    private const int MaxLength = 100_000;

    private readonly Regex[] _names;

    /// <summary>Prepares the search.</summary>
    // "grade2" names class 2, "12" and "2.5" do not; "mildly" does not name class mild.
    public ClassMentions(IEnumerable<string> classNames) => _names =
    [
        .. classNames.Select(name => new Regex(
            double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? $@"(?<![\d.,-]){Regex.Escape(name)}(?!\d|[.,]\d)"
                : $@"(?<!\p{{L}}){Regex.Escape(name)}(?!\p{{L}})",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
    ];

    /// <summary>The only class that a text names; -1 where it names none or several.</summary>
    public int FindOnly(string text)
    {
        int found = -1;
        for (int k = 0; k < _names.Length; k++)
        {
            if (_names[k].IsMatch(text.Length <= MaxLength ? text : text[..MaxLength]))
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = k;
            }
        }

        return found;
    }
}
