using System.Text;

namespace CtVlm.MLNet;

/// <summary>Turns property names of figures into words.</summary>
internal static class FigureNames
{
    /// <summary>"MeanAngleDegrees" becomes "mean angle degrees"; what follows a comma stays.</summary>
    public static string ToWords(string name)
    {
        int comma = name.IndexOf(',', StringComparison.Ordinal);
        ReadOnlySpan<char> head = comma < 0 ? name : name.AsSpan(0, comma);
        StringBuilder words = new();
        for (int i = 0; i < head.Length; i++)
        {
            if (char.IsAsciiLetterUpper(head[i]) && i > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(head[i]));
        }

        return words.Append(comma < 0 ? "" : name[comma..]).ToString();
    }
}
