namespace CtVlm.MLNet.Fuzzing;

/// <summary>Turns the bytes of an input into choices; when they are used up, every choice is the first.</summary>
internal sealed class ByteChooser(byte[] input)
{
    private int _position;

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => Next() % count;

    /// <summary>One of several values.</summary>
    public T Of<T>(params ReadOnlySpan<T> values) => values[Below(values.Length)];

    /// <summary>One in <paramref name="rarity"/> times true; false when the input is used up.</summary>
    public bool Rarely(int rarity = 16) => Below(rarity) == rarity - 1;

    /// <summary>Up to 15 bytes of the input as they are.</summary>
    public string RawText()
    {
        int count = Below(16);
        char[] text = new char[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = (char)Next();
        }

        return new string(text);
    }

    /// <summary>The next byte.</summary>
    public byte Next() => _position < input.Length ? input[_position++] : (byte)0;
}
