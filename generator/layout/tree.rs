//! The tree of the forms that are laid out. Nodes borrow their words from the text by position.

use super::measure::{glued_width, width};

/// A node of the tree.
pub(super) type Id = u32;
/// Where a form leaves something out: a word of no letters.
pub(super) const NONE: Id = 0;
/// The width of what never stands on one line.
pub(super) const NEVER: u32 = u32::MAX;

/// What a node is, and in the comment what its text and its children are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Names, numbers, and paths without generic arguments.
    Word,
    /// A string.
    Text,
    /// Left as it is.
    Raw,
    /// A statement on one line that is fine as it is.
    Plain,
    /// A comment, of documentation or not.
    Comment,

    /// Segments with generic arguments among them.
    Path,
    /// `Name<A, B>`: the name; the arguments.
    Segment,
    /// `Name(A) -> B`, also of `fn`: the name; the arguments, and the result or `NONE`.
    FnSegment,
    /// `<A as B>::`: no text; the type and the trait or `NONE`.
    Qualified,
    /// `name = type` or `name: bounds` of generic arguments, `name: type` of parameters: the words
    /// up to and with the sign; what follows.
    Named,
    /// `pattern: type`
    Typed,

    /// `callee(arguments)`
    Call,
    /// `name!(arguments)`: the name; the arguments. `extra` is the bracket.
    Macro,
    /// `root.links`: the root with `tries` question marks, and the links.
    Chain,
    /// `.name::<A>(arguments)`: the name; `extra` generic arguments and the others.
    Method,
    /// `.name`
    Field,
    /// `a[b]`
    Index,
    /// `(a)`
    Paren,
    /// `(a, b)`
    Tuple,
    /// `[a, b]`
    Array,
    /// `[a; b]`, also with the name of a macro before it.
    Repeat,
    /// An operator or words before something: the operator; what follows.
    Prefix,
    /// `a + b`: the operator; both sides.
    Binary,
    /// `a as B`
    Cast,
    /// `a..b`: the dots; both sides or `NONE`.
    Range,
    /// `a = b`: the operator; both sides.
    Assign,
    /// `Name { fields }`: no text; the path and the fields. Of a pattern, too.
    Struct,
    /// `name: value` of a struct literal or pattern: the name; the value.
    Value,
    /// `if`: the condition, the block, and what follows `else` or `NONE`.
    If,
    /// `let a = b` of a condition: the pattern; the value.
    LetCondition,
    /// What is matched, and the arms.
    Match,
    /// The pattern, the guard or `NONE`, the body; attributes behind them.
    Arm,
    /// The label and keyword; the pattern or `NONE`, what is looped over or `NONE`, the block.
    Loop,
    /// The words before the bar; `extra` parameters, the result or `NONE`, the body.
    Closure,
    /// The words before the brace; statements.
    Block,

    /// `[A]`
    Slice,
    /// A type in parentheses.
    ParenType,
    /// `A + B`: words before them; the bounds.
    Bounds,

    /// `a | b` of patterns.
    Alternatives,
    /// `Name(a, b)` or `(a, b)` of a pattern: the path or `NONE`, and the fields.
    TuplePattern,

    /// `let a: B = c else { }`: the pattern, and for the others something or `NONE`; attributes.
    Let,
    /// An expression as a statement: `extra` is 1 where a semicolon follows; attributes behind it.
    Statement,

    /// The words up to the name; generics, parameters, result, conditions, body; attributes.
    Fn,
    /// The words up to the name; generics, conditions; fields and attributes in lists.
    StructItem,
    /// The same for `enum`, with variants.
    EnumItem,
    /// The words up to the name; generics, bounds, conditions, the items; attributes.
    TraitItem,
    /// The words before `impl`; generics, trait, type, conditions, the items; attributes.
    ImplItem,
    /// The words up to the name; generics, bounds, type, conditions; attributes.
    AliasItem,
    /// The words up to the name; the type, the value or `NONE`; attributes.
    ConstItem,
    /// The words up to the name; the items or `NONE`; attributes.
    ModItem,
    /// The words of visibility; attributes. The text behind them is read when it is written.
    UseItem,
    /// A macro or something unknown; attributes.
    RawItem,
    /// A field: visibility and name; the type; attributes.
    FieldItem,
    /// The name; fields or `NONE`, the number or `NONE`; attributes.
    Variant,
    /// Fields in parentheses.
    TupleFields,
    /// Fields in braces.
    NamedFields,
    /// Generic parameters, conditions, parameters, attributes, items: a list.
    List,
    /// `#[…]`: the words up to the bracket; what it holds.
    Attribute,
    /// `name(items)` of an attribute.
    Meta,
}

/// The node stands behind a blank line.
pub(super) const BLANK: u8 = 1;
/// The comment stands behind something on its line.
pub(super) const TRAILING: u8 = 2;
/// The text has to be put together anew from its tokens.
pub(super) const GLUE: u8 = 4;
/// The node stands between the brackets of a macro, where commas are not ours.
pub(super) const IN_MACRO: u8 = 8;
/// A comma stands behind the last one of a list.
pub(super) const COMMA: u8 = 16;
/// A space follows the text.
pub(super) const SPACE: u8 = 32;
/// The node has comments among its children.
pub(super) const COMMENTS: u8 = 64;
/// The path is one of a type: no `::` before generic arguments. Of a struct: it is a pattern.
pub(super) const OTHER: u8 = 128;

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub kind: Kind,
    pub flags: u8,
    /// Question marks.
    pub tries: u8,
    /// How many nodes stand in each other.
    pub height: u16,
    /// Columns that rustfmt wants to be free behind the form, or it breaks it.
    pub slack: u8,
    pub extra: u32,
    start: u32,
    end: u32,
    first: u32,
    count: u32,
    /// The columns on one line, where rustfmt would allow that in enough space.
    pub flat: u32,
}

#[derive(Debug)]
pub(super) struct Tree<'t> {
    pub text: &'t str,
    nodes: Vec<Node>,
    kids: Vec<Id>,
}

impl<'t> Tree<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut tree = Self {
            text,
            nodes: Vec::with_capacity(512),
            kids: Vec::with_capacity(512),
        };
        tree.clear();
        tree
    }

    pub fn clear(&mut self) {
        self.nodes.clear();
        self.kids.clear();
        let none = self.add(Kind::Word, 0, (0, 0), &[]);
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

    pub fn words(&self, id: Id) -> &'t str {
        let node = self.node(id);
        &self.text[node.start as usize..node.end as usize]
    }

    pub fn range(&self, id: Id) -> (usize, usize) {
        let node = self.node(id);
        (node.start as usize, node.end as usize)
    }

    /// The whole text of an item, from its words on.
    pub fn whole(&self, id: Id) -> (usize, usize) {
        let (start, end) = self.range(id);
        (start, end.max(self.node(id).extra as usize))
    }

    pub fn kids(&self, id: Id) -> &[Id] {
        let node = self.node(id);
        &self.kids[node.first as usize..(node.first + node.count) as usize]
    }

    /// A child of a form that has a fixed number of them.
    pub fn kid(&self, id: Id, at: usize) -> Id {
        self.kids(id).get(at).copied().unwrap_or(NONE)
    }

    pub fn has(&self, id: Id, flag: u8) -> bool {
        self.node(id).flags & flag != 0
    }

    pub fn flat(&self, id: Id) -> Option<usize> {
        let flat = self.node(id).flat;
        (flat != NEVER).then_some(flat as usize)
    }

    /// Adds a node; its width has to be found with `measure` once it is complete.
    pub fn add(&mut self, kind: Kind, flags: u8, range: (usize, usize), kids: &[Id]) -> Id {
        self.add_with(kind, flags, range, kids, &[])
    }

    /// The same with more children behind the others.
    pub fn add_with(
        &mut self,
        kind: Kind,
        flags: u8,
        range: (usize, usize),
        kids: &[Id],
        more: &[Id],
    ) -> Id {
        let first = self.kids.len();
        self.kids.extend_from_slice(kids);
        self.kids.extend_from_slice(more);
        let mut height = 0;
        for kid in &self.kids[first..] {
            height = self.node(*kid).height.saturating_add(1).max(height);
        }
        self.push(Node {
            kind,
            flags,
            tries: 0,
            height,
            slack: 0,
            extra: 0,
            start: range.0 as u32,
            end: range.1 as u32,
            first: first as u32,
            count: (kids.len() + more.len()) as u32,
            flat: NEVER,
        })
    }

    fn push(&mut self, node: Node) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(node);
        id
    }

    /// Adds a word or a string.
    pub fn leaf(&mut self, kind: Kind, flags: u8, range: (usize, usize)) -> Id {
        let text = &self.text[range.0..range.1];
        let flat = match kind == Kind::Text && text.contains('\n') {
            true => NEVER,
            false => width(text) as u32,
        };
        self.push(Node {
            kind,
            flags,
            tries: 0,
            height: 0,
            slack: 0,
            extra: 0,
            start: range.0 as u32,
            end: range.1 as u32,
            first: 0,
            count: 0,
            flat,
        })
    }

    /// The columns of a node's own text.
    pub fn words_width(&self, id: Id) -> usize {
        let text = self.words(id);
        let space = usize::from(self.has(id, SPACE));
        let own = match self.has(id, GLUE) {
            true => glued_width(text),
            false => width(text),
        };
        own + space
    }
}
