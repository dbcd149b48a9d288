using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CreditDecision.Service.Tests.Decisions;

/// <summary>Messages of a type with most of their fields filled with whatever may stand in them.</summary>
internal static class Filling
{
    public static IMessage Of(MessageDescriptor type, System.Random random)
    {
        IMessage message = type.Parser.ParseFrom([]);
        foreach (FieldDescriptor field in type.Fields.InFieldNumberOrder())
        {
            if (random.Next(4) == 0) continue;
            if (!field.IsRepeated) field.Accessor.SetValue(message, Value(field, random));
            else for (int i = random.Next(4); i > 0; i--) ((System.Collections.IList)field.Accessor.GetValue(message)).Add(Value(field, random));
        }
        return message;
    }

    private static object Value(FieldDescriptor field, System.Random random) => field.FieldType switch
    {
        FieldType.Message => Of(field.MessageType, random),
        FieldType.String => new[] { "", "a", "王小明", "card_utilisation", new string('x', 200) }[random.Next(5)],
        FieldType.Int64 => random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.NextInt64(2_000_000_000),
        FieldType.Int32 => random.Next(3) == 0 ? random.Next(int.MinValue, int.MaxValue) : random.Next(1_000_000_000),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, random.Next(-2, 8)),
        FieldType.Bool => random.Next(2) == 0,
        _ => random.Next(5) == 0 ? double.NaN : random.NextDouble() * 100,
    };
}
