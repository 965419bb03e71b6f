// Every component of React Email that the mails take, from one collection: to change over to another, change this line.
export { Body, Button, Column, Container, Head, Heading, Html, Link, Row } from '@react-email/components';
