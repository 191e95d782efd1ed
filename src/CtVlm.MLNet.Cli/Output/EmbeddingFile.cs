namespace CtVlm.MLNet.Cli;

/// <summary>Writes the embeddings of a run in the form that the file's name asks for.</summary>
internal static class EmbeddingFile
{
    private const string Parquet = ".parquet";
    private const string Csv = ".csv";

    /// <summary>Refuses a name of no known form.</summary>
    /// <exception cref="UsageException">The name ends neither in .parquet nor in .csv.</exception>
    public static void CheckName(string path)
    {
        if (Extension(path) is not (Parquet or Csv))
        {
            throw new UsageException($"--out must end in {Parquet} or {Csv}, got '{path}'.");
        }
    }

    /// <summary>Begins the content of a file.</summary>
    public static async Task<IEmbeddingWriter> CreateWriterAsync(string path, Stream stream, EmbeddingLayout layout, CancellationToken cancellationToken) =>
        Extension(path) == Csv
            ? await CsvEmbeddingWriter.CreateAsync(stream, layout, cancellationToken)
            : await ParquetEmbeddingWriter.CreateAsync(stream, layout, cancellationToken);

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}
