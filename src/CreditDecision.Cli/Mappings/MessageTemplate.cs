using System.Collections;
using CreditDecision.Core.Documents;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Mappings;

/// <summary>
/// Builds a message from a row, field by field. What is the same for every row is built once and shared: messages are only
/// read after they are built.
/// </summary>
internal sealed class MessageTemplate : FieldSource
{
    private readonly MessageDescriptor _type;
    private readonly string _path;
    private readonly List<(FieldDescriptor Field, FieldSource Source)> _fields = [];

    private MessageTemplate(MessageDescriptor type, string path)
    {
        _type = type;
        _path = path;
    }

    public override bool IsConstant => _fields.TrueForAll(each => each.Source.IsConstant);

    /// <param name="document">Keys are the field names of the proto.</param>
    /// <param name="special">Fields that are read in another way; null for one that stays an ordinary field.</param>
    public static MessageTemplate Read(
        DocumentObject document, MessageDescriptor type, OperationReader operations, Func<DocumentObject, FieldDescriptor, FieldSource?> special)
    {
        var template = new MessageTemplate(type, document.Path);
        foreach (FieldDescriptor field in type.Fields.InDeclarationOrder().Where(field => document.Has(field.Name)))
            template._fields.Add((field, Once(Source(document, field, operations, special), document.Errors, field.Name)));
        document.Close();
        return template;
    }

    public override object? Value(FileRow row)
    {
        IMessage message = _type.Parser.ParseFrom(ByteString.Empty);
        foreach ((FieldDescriptor field, FieldSource source) in _fields)
        {
            object? value = source.Value(row);
            if (field.IsRepeated) Append(message, field, value);
            else if (value is not null) field.Accessor.SetValue(message, value);
            else if (!IsOptional(field) && row.Errors.Count == 0) row.Fail($"{_path}.{field.Name} is missing");
        }
        return message;
    }

    private static FieldSource Source(
        DocumentObject document, FieldDescriptor field, OperationReader operations, Func<DocumentObject, FieldDescriptor, FieldSource?> special)
    {
        if (special(document, field) is { } source) return source;
        if (field.IsRepeated) return new ListTemplate([.. document.Children(field.Name, MappingReader.MostItems).Select(item => Read(item, field.MessageType, operations, special))]);
        DocumentObject child = document.Child(field.Name);
        bool isNested = field.FieldType == FieldType.Message && field.MessageType.FullName != Timestamp.Descriptor.FullName;
        if (isNested) return Read(child, field.MessageType, operations, special);
        FieldSource operation = operations.Field(child, field);
        child.Close();
        return operation;
    }

    // A constant that cannot be is a mistake of the mapping and is told before the first row.
    private static FieldSource Once(FieldSource source, DocumentErrors errors, string name)
    {
        if (!source.IsConstant || errors.Any) return source;
        var probe = new FileRow(0, []);
        object? value = source.Value(probe);
        foreach (string error in probe.Errors) errors.Add("", error);
        if (value is null && probe.Errors.Count == 0) errors.Add("", $"{name} never has a value");
        return value is null ? source : new ConstantField(value);
    }

    private static bool IsOptional(FieldDescriptor field) => field.HasPresence && field.FieldType != FieldType.Message;

    private static void Append(IMessage message, FieldDescriptor field, object? items)
    {
        var list = (IList)field.Accessor.GetValue(message);
        foreach (object item in (IEnumerable)items!) list.Add(item);
    }

    private sealed class ListTemplate(IReadOnlyList<MessageTemplate> items) : FieldSource
    {
        public override bool IsConstant => items.All(item => item.IsConstant);

        public override object? Value(FileRow row) => items.Select(item => item.Value(row)).ToArray();
    }
}
