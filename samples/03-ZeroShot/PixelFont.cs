using SkiaSharp;

namespace ZeroShot;

/// <summary>Draws short texts without any font file, for many servers have none: capitals, digits and a few signs, five by seven dots each.</summary>
internal static class PixelFont
{
    private const int Columns = 5;
    private const int Advance = Columns + 1;

    /// <summary>What stands for a character that has no dots here.</summary>
    private const string Unknown = "11111 10001 10001 10001 10001 10001 11111";

    // Seven rows from the top.
    private static readonly Dictionary<char, string> s_glyphs = new()
    {
        ['A'] = "01110 10001 10001 11111 10001 10001 10001",
        ['B'] = "11110 10001 10001 11110 10001 10001 11110",
        ['C'] = "01110 10001 10000 10000 10000 10001 01110",
        ['D'] = "11110 10001 10001 10001 10001 10001 11110",
        ['E'] = "11111 10000 10000 11110 10000 10000 11111",
        ['F'] = "11111 10000 10000 11110 10000 10000 10000",
        ['G'] = "01110 10001 10000 10111 10001 10001 01110",
        ['H'] = "10001 10001 10001 11111 10001 10001 10001",
        ['I'] = "01110 00100 00100 00100 00100 00100 01110",
        ['J'] = "00111 00010 00010 00010 00010 10010 01100",
        ['K'] = "10001 10010 10100 11000 10100 10010 10001",
        ['L'] = "10000 10000 10000 10000 10000 10000 11111",
        ['M'] = "10001 11011 10101 10101 10001 10001 10001",
        ['N'] = "10001 11001 10101 10011 10001 10001 10001",
        ['O'] = "01110 10001 10001 10001 10001 10001 01110",
        ['P'] = "11110 10001 10001 11110 10000 10000 10000",
        ['Q'] = "01110 10001 10001 10001 10101 10010 01101",
        ['R'] = "11110 10001 10001 11110 10100 10010 10001",
        ['S'] = "01111 10000 10000 01110 00001 00001 11110",
        ['T'] = "11111 00100 00100 00100 00100 00100 00100",
        ['U'] = "10001 10001 10001 10001 10001 10001 01110",
        ['V'] = "10001 10001 10001 10001 10001 01010 00100",
        ['W'] = "10001 10001 10001 10101 10101 11011 10001",
        ['X'] = "10001 10001 01010 00100 01010 10001 10001",
        ['Y'] = "10001 10001 01010 00100 00100 00100 00100",
        ['Z'] = "11111 00001 00010 00100 01000 10000 11111",
        ['0'] = "01110 10001 10011 10101 11001 10001 01110",
        ['1'] = "00100 01100 00100 00100 00100 00100 01110",
        ['2'] = "01110 10001 00001 00110 01000 10000 11111",
        ['3'] = "11110 00001 00001 01110 00001 00001 11110",
        ['4'] = "00010 00110 01010 10010 11111 00010 00010",
        ['5'] = "11111 10000 11110 00001 00001 10001 01110",
        ['6'] = "01110 10000 10000 11110 10001 10001 01110",
        ['7'] = "11111 00001 00010 00100 01000 01000 01000",
        ['8'] = "01110 10001 10001 01110 10001 10001 01110",
        ['9'] = "01110 10001 10001 01111 00001 00001 01110",
        ['.'] = "00000 00000 00000 00000 00000 01100 01100",
        [','] = "00000 00000 00000 00000 00110 00100 01000",
        ['-'] = "00000 00000 00000 11111 00000 00000 00000",
        [':'] = "00000 01100 01100 00000 01100 01100 00000",
        ['_'] = "00000 00000 00000 00000 00000 00000 11111",
        ['/'] = "00001 00001 00010 00100 01000 10000 10000",
        [' '] = "00000 00000 00000 00000 00000 00000 00000",
    };

    /// <summary>Draws a text whose left upper corner is given.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">The text; small letters become capitals.</param>
    /// <param name="left">Pixels from the left.</param>
    /// <param name="top">Pixels from the top.</param>
    /// <param name="dot">Side of a dot, pixels.</param>
    /// <param name="colour">The colour.</param>
    public static void Draw(SKCanvas canvas, string text, int left, int top, int dot, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour };
        foreach ((int position, char c) in text.ToUpperInvariant().Index())
        {
            foreach ((int y, string row) in s_glyphs.GetValueOrDefault(c, Unknown).Split(' ').Index())
            {
                foreach (int x in Enumerable.Range(0, Columns).Where(x => row[x] == '1'))
                {
                    canvas.DrawRect(left + (dot * ((position * Advance) + x)), top + (dot * y), dot, dot, paint);
                }
            }
        }
    }
}
