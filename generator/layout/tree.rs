//! The syntax tree. Nodes borrow their text from the source by position.

use super::measure::{respaced_width, width};

/// The index of a node in the tree.
pub(super) type Id = u32;
/// The id of an absent child: an empty atom.
pub(super) const NONE: Id = 0;
/// The width of a node that never fits on one line.
pub(super) const NEVER: u32 = u32::MAX;

/// The kind of a node. The comments give the node's text and its children, as "text; children".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Names, numbers, and paths without generic arguments.
    Atom,
    /// A string literal.
    Str,
    /// Source text that is copied verbatim.
    Verbatim,
    /// A statement, arm or field on one line that rustfmt would not change.
    Plain,
    /// A comment or a doc comment.
    Comment,

    /// A path of which at least one segment has generic arguments.
    Path,
    /// `Name<A, B>`: the name; the arguments.
    Segment,
    /// `Name(A) -> B` or `fn(A) -> B`: the name; the inputs, and the result or `NONE`.
    FnSegment,
    /// `<A as B>::`: no text; the type, and the trait or `NONE`.
    Qualified,
    /// `name = type` or `name: bounds` in generic arguments, `name: type` of a parameter: the text
    /// up to and including the colon; the type or bounds.
    Named,
    /// `pattern: type`
    Typed,

    /// `callee(arguments)`
    Call,
    /// `name!(arguments)`: the name; the arguments. `extra` is the bracket.
    Macro,
    /// `root.links`: the root, which has `question_marks`, and the links.
    Chain,
    /// `.name::<A>(arguments)`: the name; `extra` generic arguments, then the arguments.
    MethodCall,
    /// `.name`
    FieldAccess,
    /// `a[b]`
    Index,
    /// `(a)`
    Paren,
    /// `(a, b)`
    Tuple,
    /// `[a, b]`
    Array,
    /// `[a; b]`, also as `vec![a; b]`: the name of the macro, if any; both expressions.
    Repeat,
    /// A unary operator or a keyword before an operand: the operator; the operand.
    Prefix,
    /// `a + b`: the operator; both sides.
    Binary,
    /// `a as B`
    Cast,
    /// `a..b`: the dots; each side or `NONE`.
    Range,
    /// `a = b`: the operator; both sides.
    Assign,
    /// `Name { fields }` of an expression or a pattern: no text; the path and the fields.
    Struct,
    /// `name: value` in a struct literal or pattern: the name; the value.
    FieldValue,
    /// `if`: the condition, the block, and the `else` branch or `NONE`.
    If,
    /// `let a = b` in a condition: the pattern and the value.
    LetCondition,
    /// `match`: the scrutinee and the arms.
    Match,
    /// An arm of `match`: the pattern, the guard or `NONE`, the body; then attributes.
    Arm,
    /// A loop: the label and keyword; the pattern or `NONE`, the condition or iterator or `NONE`,
    /// and the block.
    Loop,
    /// A closure: the keywords before the bar; `extra` parameters, the return type or `NONE`, and
    /// the body.
    Closure,
    /// A block: the label or keywords before the brace; the statements.
    Block,

    /// `[A]`
    Slice,
    /// A type in parentheses.
    ParenType,
    /// `A + B`: `impl` or `dyn`, if present; the bounds.
    Bounds,

    /// `a | b` in a pattern.
    OrPattern,
    /// `Name(a, b)` or `(a, b)` as a pattern: the path or `NONE`, and the fields.
    TuplePattern,

    /// `let a: B = c else { }`: the pattern, then the type, the value and the `else` block, each or
    /// `NONE`; then attributes.
    Let,
    /// An expression statement; `extra` is 1 if a semicolon follows: the expression; then
    /// attributes.
    Statement,

    /// A function: the text up to the name; generics, parameters, return type, where clause, body;
    /// then attributes.
    Fn,
    /// A struct: the text up to the name; generics, where clause, and the fields or `NONE`; then
    /// attributes.
    StructItem,
    /// An enum, likewise, with a list of variants instead of fields.
    EnumItem,
    /// A trait: the text up to the name; generics, supertraits, where clause, items; then
    /// attributes.
    TraitItem,
    /// An impl: the text before `impl`; generics, trait, type, where clause, items; then
    /// attributes.
    ImplItem,
    /// A type alias: the text up to the name; generics, bounds, type, where clause; then
    /// attributes.
    AliasItem,
    /// A constant or static: the text up to the name; the type, and the value or `NONE`; then
    /// attributes.
    ConstItem,
    /// A module: the text up to the name; the items or `NONE`; then attributes.
    ModItem,
    /// A `use` declaration: all its text, of which the first `extra` bytes are the visibility;
    /// attributes. It is parsed when it is written.
    UseItem,
    /// A macro definition or an unknown item; attributes.
    VerbatimItem,
    /// A named field: the visibility and name; the type; then attributes.
    FieldItem,
    /// A variant: the name; the fields or `NONE`, the discriminant or `NONE`; then attributes.
    Variant,
    /// Fields in parentheses.
    TupleFields,
    /// Fields in braces.
    NamedFields,
    /// A list of generic parameters, where predicates, parameters or items.
    List,
    /// `#[…]`: the text up to the bracket; the content.
    Attribute,
    /// `name(items)` within an attribute.
    Meta,
}

/// A blank line precedes the node.
pub(super) const BLANK: u8 = 1;
/// The comment follows code on its line.
pub(super) const TRAILING: u8 = 2;
/// The spacing of the node's text has to be redone, token by token.
pub(super) const RESPACE: u8 = 4;
/// The node is an argument of a macro, where adding or removing a comma could change the meaning.
pub(super) const IN_MACRO: u8 = 8;
/// The list ends with a comma.
pub(super) const TRAILING_COMMA: u8 = 16;
/// A space follows the node's text.
pub(super) const SPACE: u8 = 32;
/// At least one of the children is a comment.
pub(super) const COMMENTS: u8 = 64;
/// Selects the second form of a kind: a type path, which has no `::` before generic arguments; a
/// struct pattern; `=` in `Named`; `name @` in `Prefix`; a chain of conditions with `let` in
/// `Binary`.
pub(super) const ALTERNATE: u8 = 128;

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub kind: Kind,
    pub flags: u8,
    /// The number of `?` operators that follow.
    pub question_marks: u8,
    /// The height of the subtree.
    pub height: u16,
    /// The columns that rustfmt requires to be free after the node, or else breaks it.
    pub margin: u8,
    pub extra: u32,
    start: u32,
    end: u32,
    first: u32,
    count: u32,
    /// The width on one line, ignoring the limit of the line; `NEVER` if rustfmt always breaks the
    /// node.
    pub flat: u32,
}

#[derive(Debug)]
pub(super) struct Tree<'t> {
    pub source: &'t str,
    nodes: Vec<Node>,
    children: Vec<Id>,
}

impl<'t> Tree<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut tree = Self {
            source: text,
            nodes: Vec::with_capacity(512),
            children: Vec::with_capacity(512),
        };
        tree.clear();
        tree
    }

    pub fn clear(&mut self) {
        self.nodes.clear();
        self.children.clear();
        let none = self.add(Kind::Atom, 0, (0, 0), &[]);
        self.node_mut(none).flat = 0;
    }

    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    pub fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    pub fn kind(&self, id: Id) -> Kind {
        self.node(id).kind
    }

    pub fn text(&self, id: Id) -> &'t str {
        let node = self.node(id);
        &self.source[node.start as usize..node.end as usize]
    }

    pub fn range(&self, id: Id) -> (usize, usize) {
        let node = self.node(id);
        (node.start as usize, node.end as usize)
    }

    /// Returns the range of an item, from its first token after the attributes to its end.
    pub fn whole(&self, id: Id) -> (usize, usize) {
        let (start, end) = self.range(id);
        (start, end.max(self.node(id).extra as usize))
    }

    pub fn children(&self, id: Id) -> &[Id] {
        let node = self.node(id);
        &self.children[node.first as usize..(node.first + node.count) as usize]
    }

    /// Returns a child by its index; `NONE` if there is none.
    pub fn child(&self, id: Id, at: usize) -> Id {
        self.children(id).get(at).copied().unwrap_or(NONE)
    }

    pub fn has(&self, id: Id, flag: u8) -> bool {
        self.node(id).flags & flag != 0
    }

    pub fn flat(&self, id: Id) -> Option<usize> {
        let flat = self.node(id).flat;
        (flat != NEVER).then_some(flat as usize)
    }

    /// Adds a node. Its width is unknown until `measure` is called.
    pub fn add(&mut self, kind: Kind, flags: u8, range: (usize, usize), children: &[Id]) -> Id {
        self.add_with(kind, flags, range, children, &[])
    }

    /// Adds a node with two slices of children.
    pub fn add_with(
        &mut self,
        kind: Kind,
        flags: u8,
        range: (usize, usize),
        children: &[Id],
        more: &[Id],
    ) -> Id {
        let first = self.children.len();
        self.children.extend_from_slice(children);
        self.children.extend_from_slice(more);
        let mut height = 0;
        for child in &self.children[first..] {
            height = self.node(*child).height.saturating_add(1).max(height);
        }
        self.push(Node {
            kind,
            flags,
            question_marks: 0,
            height,
            margin: 0,
            extra: 0,
            start: range.0 as u32,
            end: range.1 as u32,
            first: first as u32,
            count: (children.len() + more.len()) as u32,
            flat: NEVER,
        })
    }

    fn push(&mut self, node: Node) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(node);
        id
    }

    /// Adds an atom or a string literal, whose width is known at once.
    pub fn leaf(&mut self, kind: Kind, flags: u8, range: (usize, usize)) -> Id {
        let text = &self.source[range.0..range.1];
        let flat = match kind == Kind::Str && text.contains('\n') {
            true => NEVER,
            false => width(text) as u32,
        };
        self.push(Node {
            kind,
            flags,
            question_marks: 0,
            height: 0,
            margin: 0,
            extra: 0,
            start: range.0 as u32,
            end: range.1 as u32,
            first: 0,
            count: 0,
            flat,
        })
    }

    /// Returns the width of a node's own text, including the space after it.
    pub fn text_width(&self, id: Id) -> usize {
        let text = self.text(id);
        let space = usize::from(self.has(id, SPACE));
        let own = match self.has(id, RESPACE) {
            true => respaced_width(text),
            false => width(text),
        };
        own + space
    }
}
