using System.Globalization;
using CsvHelper;
using Parquet;
using Parquet.Schema;

namespace CtVlm.MLNet.Cli.Tests;

/// <summary>A file of embeddings, read back: rows of texts, vectors, and the file's metadata.</summary>
internal sealed record EmbeddingTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<float[]> Embeddings, IReadOnlyDictionary<string, string> Metadata)
{
    public string Value(int row, string column) => Rows[row][Columns.ToList().IndexOf(column)];

    public static async Task<EmbeddingTable> ReadAsync(string path) => path.EndsWith(".csv", StringComparison.Ordinal) ? ReadCsv(path) : await ReadParquetAsync(path);

    private static EmbeddingTable ReadCsv(string path)
    {
        using CsvReader csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        string[] header = [.. csv.Headers];
        int first = Array.IndexOf(header, "e0");
        Assert.Equal(Enumerable.Range(0, header.Length - first).Select(i => $"e{i}"), header[first..]);
        List<string[]> rows = [];
        List<float[]> embeddings = [];
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, first).Select(csv.GetString)]);
            embeddings.Add([.. Enumerable.Range(first, header.Length - first).Select(i => float.Parse(csv.GetString(i), CultureInfo.InvariantCulture))]);
        }

        return new EmbeddingTable(header[..first], rows, embeddings, new Dictionary<string, string>());
    }

    private static async Task<EmbeddingTable> ReadParquetAsync(string path)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(path);
        DataField[] fields = reader.Schema.GetDataFields();
        string[] columns = [.. fields[..^1].Select(field => field.Name)];
        List<string[]> rows = [];
        List<float[]> embeddings = [];
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            int count = (int)group.RowCount;
            string[][] texts = new string[columns.Length][];
            for (int c = 0; c < columns.Length; c++)
            {
                texts[c] = await ReadTextsAsync(group, fields[c], count);
            }

            rows.AddRange(Enumerable.Range(0, count).Select(r => texts.Select(column => column[r]).ToArray()));
            float[] all = new float[group.GetMetadata(fields[^1])!.MetaData!.NumValues];
            int[] definition = new int[all.Length], repetition = new int[all.Length];
            await group.ReadRawAsync<float>(fields[^1], all, definition, repetition);
            Assert.All(definition, level => Assert.Equal(fields[^1].MaxDefinitionLevel, level));
            Assert.Equal(Enumerable.Range(0, all.Length).Select(i => i % (all.Length / count) == 0 ? 0 : 1), repetition);
            embeddings.AddRange(all.Chunk(all.Length / count));
        }

        return new EmbeddingTable(columns, rows, embeddings, reader.CustomMetadata.ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    private static async Task<string[]> ReadTextsAsync(ParquetRowGroupReader group, DataField field, int count)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            string?[] texts = new string?[count];
            await group.ReadAsync(field, texts.AsMemory()!);
            return [.. texts.Select(text => text ?? "")];
        }

        if (field.ClrType == typeof(int))
        {
            int[] numbers = new int[count];
            await group.ReadAsync<int>(field, numbers.AsMemory());
            return [.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        }

        float?[] values = new float?[count];
        await group.ReadAsync<float>(field, values.AsMemory());
        return [.. values.Select(value => value?.ToString(CultureInfo.InvariantCulture) ?? "")];
    }
}
