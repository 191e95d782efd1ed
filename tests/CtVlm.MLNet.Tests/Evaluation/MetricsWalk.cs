using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace CtVlm.MLNet.Tests;

/// <summary>Walks everything that metrics make public, by reflection, so that no value can be forgotten.</summary>
internal static class MetricsWalk
{
    /// <summary>Fails where a NaN has no reason, or a reason has neither NaN nor anything left out.</summary>
    public static void EveryNanHasAReason(object part)
    {
        if (part.GetType().GetProperty("Undefined")?.GetValue(part) is IReadOnlyDictionary<string, string> reasons)
        {
            foreach (PropertyInfo property in Properties(part).Where(p => p.PropertyType == typeof(double)))
            {
                Assert.True(double.IsNaN((double)property.GetValue(part)!) == reasons.ContainsKey(property.Name), $"{part.GetType().Name}.{property.Name}");
            }

            Assert.All(reasons.Keys, name => Assert.True(IsLeftOut(part.GetType().GetProperty(name)!.GetValue(part)), $"{name} is there"));
            Assert.DoesNotContain(string.Empty, reasons.Values);
        }

        foreach (object child in Properties(part).Select(p => p.GetValue(part)).OfType<object>().SelectMany(Parts))
        {
            EveryNanHasAReason(child);
        }
    }

    /// <summary>Fails unless the document holds every public value under its name, and nothing else.</summary>
    public static void EqualsJson(object part, JsonElement json)
    {
        List<string> expected = [];
        foreach (PropertyInfo property in Properties(part))
        {
            string name = property.Name == "PerClass" && part is ClinicalClassificationMetrics ? "classes" : JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            expected.Add(name);
            Assert.True(json.TryGetProperty(name, out JsonElement value), $"{part.GetType().Name}: '{name}' is missing");
            ValueEqualsJson(property.GetValue(part), value);
        }

        Assert.Equal(expected.Order(), json.EnumerateObject().Select(p => p.Name).Order());
    }

    private static void ValueEqualsJson(object? value, JsonElement json)
    {
        switch (value)
        {
            case null:
            case double.NaN:
                Assert.Equal(JsonValueKind.Null, json.ValueKind);
                break;
            case double.PositiveInfinity:
                Assert.Equal("Infinity", json.GetString());
                break;
            case double number:
                Assert.Equal(number, json.GetDouble());
                break;
            case long or int:
                Assert.Equal(Convert.ToInt64(value), json.GetInt64());
                break;
            case string text:
                Assert.Equal(text, json.GetString());
                break;
            case Enum:
                Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!), json.GetString());
                break;
            case IReadOnlyDictionary<string, string> reasons:
                Assert.Equal(
                    reasons.Select(pair => (JsonNamingPolicy.CamelCase.ConvertName(pair.Key), pair.Value)),
                    json.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)));
                break;
            case IEnumerable items:
                object[] list = [.. items.Cast<object>()];
                Assert.Equal(list.Length, json.GetArrayLength());
                for (int i = 0; i < list.Length; i++)
                {
                    ValueEqualsJson(list[i], json[i]);
                }

                break;
            default:
                EqualsJson(value, json);
                break;
        }
    }

    private static PropertyInfo[] Properties(object part) => [.. part.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0)];

    private static IEnumerable<object> Parts(object value)
        => value switch
        {
            string or IReadOnlyDictionary<string, string> => [],
            IEnumerable items => items.Cast<object>().SelectMany(Parts),
            _ => value.GetType().Assembly == typeof(ClinicalClassificationMetrics).Assembly && !value.GetType().IsEnum ? [value] : [],
        };

    private static bool IsLeftOut(object? value)
        => value switch
        {
            null => true,
            double number => double.IsNaN(number),
            IReadOnlyList<DecisionCurvePoint> curve => curve.Count == 0,
            IReadOnlyList<SensitivityAtSpecificity> points => points.All(point => double.IsNaN(point.Sensitivity)),
            _ => false,
        };
}
