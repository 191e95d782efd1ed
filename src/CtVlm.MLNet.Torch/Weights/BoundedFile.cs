namespace CtVlm.MLNet.Torch;

/// <summary>Reads small files whole: configurations, vocabularies, references.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a file. The limit is for the bytes that are read: in a folder of the hub's cache files are links, whose own length says nothing.</summary>
    /// <param name="kind">What the file is, for messages: "Configuration".</param>
    /// <param name="path">The file.</param>
    /// <param name="maximumBytes">The most bytes that are read.</param>
    /// <param name="advice">What to do about a larger one; a sentence.</param>
    /// <exception cref="WeightsException">It has more bytes, or is a link that leads to no file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string kind, string path, long maximumBytes, string advice)
    {
        FileLinks.Check(path);
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > maximumBytes)
        {
            throw new WeightsException($"{kind} {path}: {stream.Length:N0} bytes, at most {maximumBytes:N0} expected. {advice}");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads the lines of a file; the parameters are those of <see cref="Read"/>.</summary>
    /// <exception cref="WeightsException">It has more bytes, or is a link that leads to no file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<string> ReadLines(string kind, string path, long maximumBytes, string advice)
    {
        using StreamReader reader = new(new MemoryStream(Read(kind, path, maximumBytes, advice)));
        while (reader.ReadLine() is string line)
        {
            yield return line;
        }
    }
}
