using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads and writes lists of texts of a saved model: int32 number, then the texts.</summary>
internal static class ModelTexts
{
    /// <summary>Writes texts.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyCollection<string> texts)
    {
        writer.Write(texts.Count);
        foreach (string text in texts)
        {
            ModelText.Write(writer, text);
        }
    }

    /// <summary>Reads at most a number of texts.</summary>
    public static string[] Read(IExceptionContext context, BinaryReader reader, int maxCount)
    {
        int count = reader.ReadInt32();
        context.CheckDecode(count >= 0 && count <= maxCount, $"A list of the saved model has {count} texts, at most {maxCount} are allowed.");
        List<string> texts = [];
        for (int i = 0; i < count; i++)
        {
            texts.Add(ModelText.Read(context, reader));
        }

        return [.. texts];
    }
}
